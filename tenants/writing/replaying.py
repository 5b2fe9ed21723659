"""Additions that are sent again, because the answer was lost: the same is known by its id and a hash of its content."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

import orjson

from tenants.database.transactions import Writing
from tenants.encryption.keys import Keys
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.reading.roots import parse_uuid
from tenants.writing.rule import Values


@dataclass(frozen=True, slots=True)
class Creation:
    """An addition under an id of the client's own; nobody without the key can try contents on its hash."""

    key: UUID | None
    digest: bytes

    @classmethod
    def of(cls, keys: Keys, rule: str, values: Values) -> Self:
        content = orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS)
        return cls(parse_uuid(values["id"]), keys.hash(f"creations.{rule}", content.decode()))

    async def done_before(self, writing: Writing) -> UUID | None:
        """The id, if the same user has added the same. Raises Rejected where she added something else under it."""
        found = await writing.fetch_text("select creation_of($1) as digest", [self.key])
        if found is None or found["digest"] is None:
            return None
        if found["digest"] != self.digest:
            raise Rejected([Problem(ProblemCode.ALREADY_EXISTS, ("id",))])
        writing.done_before = True
        return self.key

    async def remember(self, writing: Writing) -> None:
        await writing.fetch_text("select remember_creation($1, $2)", [self.key, self.digest])
