"""What can go wrong for a caller, as closed sets of codes; schema/messages.py has their messages."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a request as a whole was not answered; codes are stable and never reused."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_REQUEST = "BAD_REQUEST"
    HIDDEN_CONDITION = "HIDDEN_CONDITION"
    UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    TOO_MANY = "TOO_MANY"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class ProblemCode(StrEnum):
    """Why a write was rejected, or what to look at again, where a person can correct it; codes are never reused."""

    REQUIRED = "REQUIRED"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    TOO_SMALL = "TOO_SMALL"
    TOO_LARGE = "TOO_LARGE"
    MALFORMED = "MALFORMED"
    TOO_EARLY = "TOO_EARLY"
    TOO_LATE = "TOO_LATE"
    IN_THE_FUTURE = "IN_THE_FUTURE"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    NOT_AHEAD = "NOT_AHEAD"
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
    LEAD_TAKEN = "LEAD_TAKEN"
    TERM_TOO_SHORT = "TERM_TOO_SHORT"
    NAMES_CHILD = "NAMES_CHILD"
    IDENTIFIES = "IDENTIFIES"
    IN_USE = "IN_USE"
    SAME_PERSON = "SAME_PERSON"
    SUSPENDED = "SUSPENDED"
    STEPS_MISSING = "STEPS_MISSING"
    TWO_PEOPLE = "TWO_PEOPLE"
    NOT_BORNE_OUT = "NOT_BORNE_OUT"
    NOT_LEGAL_GUARDIAN = "NOT_LEGAL_GUARDIAN"
    CHILDS_OWN_DECISION = "CHILDS_OWN_DECISION"
    UNFIT = "UNFIT"
    KEEPING_REFUSED = "KEEPING_REFUSED"
    NOT_APPROVED = "NOT_APPROVED"
    NOT_CONSENTED = "NOT_CONSENTED"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    WRONG_CODE = "WRONG_CODE"
    NOT_LINKED = "NOT_LINKED"
    WRONG_LEVEL = "WRONG_LEVEL"
    DUTIES_APART = "DUTIES_APART"
    FIGURES_APART = "FIGURES_APART"
    NOT_YOURS_TO_MANAGE = "NOT_YOURS_TO_MANAGE"
    ALREADY_JOINED = "ALREADY_JOINED"
    EASILY_GUESSED = "EASILY_GUESSED"
    UNCHANGED = "UNCHANGED"
    BIRTH_DATE_DIFFERS = "BIRTH_DATE_DIFFERS"
    SEX_DIFFERS = "SEX_DIFFERS"
    ALREADY_ON_FILE = "ALREADY_ON_FILE"
    NOT_TOLD = "NOT_TOLD"
    LIKELY_ON_FILE = "LIKELY_ON_FILE"
    KEPT_APART = "KEPT_APART"
    NOT_COVERED = "NOT_COVERED"
    NOT_EMPTY = "NOT_EMPTY"
    RESTRICTED = "RESTRICTED"
    SUBSIDISED_ELSEWHERE = "SUBSIDISED_ELSEWHERE"
    NOT_HELD = "NOT_HELD"
    NO_PLACES = "NO_PLACES"
    FEWER_SERVED = "FEWER_SERVED"
    NO_SERVICE = "NO_SERVICE"
    NOT_MEASURED = "NOT_MEASURED"
    NOT_OFFERED = "NOT_OFFERED"
    UNCLEAR_SUCCESSOR = "UNCLEAR_SUCCESSOR"


# When trying again is of use; a lock is waited for that long, and a connection opened again by then.
RETRY_AFTER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: the code, the path of the field in the input (snake_case), and details for the message."""

    code: ProblemCode
    field: tuple[str, ...] = ()
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)


class CircleError(Exception):
    """A request, or a field of one, that is not answered; `details` fill in the message of its reason or code.

    `source` is the selection that it is about, by its number, where it is about one.
    """

    code = Code.INTERNAL
    source: int | None = None

    def __init__(self, reason: str = "", **details: object) -> None:
        super().__init__(reason or self.code)
        self.reason = reason
        self.details = details


class Unauthenticated(CircleError):
    """No session, one that has ended, or a grant that is no longer in effect."""

    code = Code.UNAUTHENTICATED


class Stale(Unauthenticated):
    """What the process remembered of a session is out of date; the request may succeed once it is looked up again."""


class Forbidden(CircleError):
    """Something visible, or no secret, that this role may not do."""

    code = Code.FORBIDDEN


class BadRequest(CircleError):
    """An invalid argument, such as a cursor or a page size; the reason says which."""

    code = Code.BAD_REQUEST


class HiddenCondition(CircleError):
    """A filter or an order that goes by what the role may not see of all that is listed: `condition` is its name."""

    code = Code.HIDDEN_CONDITION

    def __init__(self, condition: str, reason: str = "") -> None:
        super().__init__(reason, condition=condition)
        self.condition = condition


class TooMany(CircleError):
    """Too many attempts, or too many requests at once; `retry_after` says after how many seconds to try again."""

    code = Code.TOO_MANY


class LimitExceeded(CircleError):
    """A request beyond a limit: `limit` is its name, `most` what is allowed, `requested` what was asked for."""

    code = Code.LIMIT_EXCEEDED

    def __init__(self, limit: str, most: int, requested: int) -> None:
        super().__init__(limit, limit=limit, most=most, requested=requested)
        self.limit, self.most, self.requested = limit, most, requested


class Saturated(CircleError):
    """A figure larger than the API's type holds, which shows the largest that it does."""

    code = Code.LIMIT_EXCEEDED


class Unavailable(CircleError):
    """The database could not be reached, was lost, or has too much to do; the same request may succeed later."""

    code = Code.UNAVAILABLE

    def __init__(self, reason: str = "", **details: object) -> None:
        super().__init__(reason, **{"retry_after": RETRY_AFTER_SECONDS, **details})


@contextmanager
def about(source: int) -> Iterator[None]:
    """Whatever fails within is about the selection, unless it is about one within."""
    try:
        yield
    except CircleError as error:
        error.source = source if error.source is None else error.source
        raise


class Rejected(Exception):
    """A write that was not done, with everything that a person has to correct."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.code} {'.'.join(problem.field)}" for problem in problems))
        self.problems = tuple(problems)
