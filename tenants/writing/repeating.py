"""Changes that are sent again, because the answer was lost: answered as they were, and not done again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import orjson

from tenants.database.transactions import Writing
from tenants.encryption.keys import Keys
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.reading.roots import parse_uuid
from tenants.writing.rule import Changed, Values

REQUEST_ID = "request_id"


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A change under an id of the client's own for the request; nobody without the key can try contents on its hash."""

    key: UUID
    digest: bytes

    @classmethod
    def of(cls, keys: Keys, rule: str, values: Values) -> Self:
        """Raises Rejected for an id that is none."""
        key = parse_uuid(values[REQUEST_ID])
        if key is None:
            raise Rejected([Problem(ProblemCode.MALFORMED, (REQUEST_ID,))])
        content = orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS)
        return cls(key, keys.hash(f"answered_requests.{rule}", content.decode()))

    async def claim(self, writing: Writing) -> Changed | None:
        """What the same user's same request changed; None if it is to be done. Raises Rejected for another content."""
        found = await writing.fetch_text("select * from claim_request($1, $2)", [self.key, self.digest])
        if found is None or found["known"] is None:
            return None
        if found["known"] != self.digest:
            raise Rejected([Problem(ProblemCode.ALREADY_EXISTS, (REQUEST_ID,))])
        writing.done_before = True
        return read_changed(orjson.loads(found["answered"]))

    async def release(self, writing: Writing) -> None:
        """Nothing was done: the request is as if it had not been sent."""
        await writing.fetch_text("select release_request($1)", [self.key])

    async def keep(self, writing: Writing, changed: Changed) -> None:
        answered = orjson.dumps(
            {"ids": changed.ids, "problems": plain(changed.problems), "warnings": plain(changed.warnings)}, default=str
        )
        await writing.fetch_text("select keep_answer($1, $2)", [self.key, answered.decode()])


def plain(problems: Sequence[Problem]) -> list[Any]:
    return [[problem.code, problem.field, dict(problem.details)] for problem in problems]


def read_changed(answered: dict[str, Any]) -> Changed:
    problems, warnings = (
        [Problem(ProblemCode(code), tuple(field), details) for code, field, details in answered[name]]
        for name in ("problems", "warnings")
    )
    ids = {
        name: [UUID(one) if one else None for one in given] if isinstance(given, list) else given and UUID(given)
        for name, given in answered["ids"].items()
    }
    return Changed(ids, problems, warnings)
