"""What can go wrong for a caller, as a closed set of codes; the edge puts them into words."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a request as a whole was not answered; stable, never reused."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_REQUEST = "BAD_REQUEST"
    UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
    TOO_MANY = "TOO_MANY"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class ProblemCode(StrEnum):
    """Why a write was rejected, as something a person can correct; stable, never reused."""

    REQUIRED = "REQUIRED"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    TOO_SMALL = "TOO_SMALL"
    TOO_LARGE = "TOO_LARGE"
    MALFORMED = "MALFORMED"
    IN_THE_FUTURE = "IN_THE_FUTURE"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    ALREADY_PAIRED = "ALREADY_PAIRED"
    ALREADY_DONE = "ALREADY_DONE"
    STILL_PAIRED = "STILL_PAIRED"
    NOT_SCREENED = "NOT_SCREENED"
    NO_CAPACITY = "NO_CAPACITY"
    SERVES_ELSEWHERE = "SERVES_ELSEWHERE"
    CLOSED = "CLOSED"
    NOT_ON_FILE = "NOT_ON_FILE"
    SAME_PERSON = "SAME_PERSON"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    WRONG_CODE = "WRONG_CODE"
    NOT_LINKED = "NOT_LINKED"
    WRONG_LEVEL = "WRONG_LEVEL"
    DUTIES_APART = "DUTIES_APART"
    NOT_YOURS_TO_MANAGE = "NOT_YOURS_TO_MANAGE"
    ALREADY_JOINED = "ALREADY_JOINED"
    EASILY_GUESSED = "EASILY_GUESSED"
    UNCHANGED = "UNCHANGED"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: the code, the path of the field in the input (snake_case), what the words need."""

    code: ProblemCode
    field: tuple[str, ...] = ()
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)


class CircleError(Exception):
    """A request that is not answered; `details` fill the words the code stands for."""

    code = Code.INTERNAL

    def __init__(self, reason: str = "", **details: object) -> None:
        super().__init__(reason or self.code)
        self.reason = reason
        self.details = details


class Unauthenticated(CircleError):
    """No session, or one that has ended; or a grant that no longer holds."""

    code = Code.UNAUTHENTICATED


class Stale(Unauthenticated):
    """What the process remembered of a session does not hold any more; looked up anew, the request may succeed."""


class Forbidden(CircleError):
    """Visible, or nobody's secret, but not this role's to do."""

    code = Code.FORBIDDEN


class BadRequest(CircleError):
    """An argument that means nothing: a cursor, a page size, an id. The reason names which."""

    code = Code.BAD_REQUEST


class TooMany(CircleError):
    """Too many attempts, or too much at once; `retry_after` tells in how many seconds it may be tried again."""

    code = Code.TOO_MANY


class LimitExceeded(CircleError):
    """More is asked at once than is ever answered: `limit` names of what, and `most` is how much there may be."""

    code = Code.LIMIT_EXCEEDED

    def __init__(self, limit: str, most: int, requested: int) -> None:
        super().__init__(limit, limit=limit, most=most, requested=requested)
        self.limit, self.most, self.requested = limit, most, requested


class Unavailable(CircleError):
    """The database was not reached or was lost; the same request may succeed later."""

    code = Code.UNAVAILABLE


class Rejected(Exception):
    """A write that was not done, with everything a person has to correct; nothing of it is kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.code} {'.'.join(problem.field)}" for problem in problems))
        self.problems = tuple(problems)
