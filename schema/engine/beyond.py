"""Nodes that are no records: looked for by the ids of which no record was found, and completed as plain answers are."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from graphql import GraphQLObjectType

from schema.caller import Caller
from schema.engine.answering import metadata_of
from schema.engine.completing import complete
from tenants.reading.roots import parse_uuid
from tenants.reading.selection import Arguments, Selection

# The type of what was found, and its values.
Found = tuple[str, Mapping[str, Any]]
Find = Callable[[Caller, Sequence[UUID]], Awaitable[Mapping[str, Found]]]


@dataclass(frozen=True, slots=True)
class Beyond:
    """A root field that finds anything by its id, and what finds what is no record."""

    selection: Selection
    find: Find

    async def fill(self, caller: Caller, arguments: Arguments, value: Any) -> Any:  # noqa: ANN401  # JSON
        """The JSON of the records that were found, with what else was found in its gaps."""
        listed = "ids" in arguments
        asked: Sequence[str] = arguments["ids"] if listed else [arguments["id"]]
        records: list[Any] = orjson.loads(orjson.dumps(value)) if listed else [value]
        missing = [parse_uuid(text) for text, record in zip(asked, records, strict=True) if record is None]
        found = await self.find(caller, ids) if (ids := [one for one in missing if one]) else {}
        if not found:
            return value
        filled = [
            self.shown(found.get(str(parse_uuid(text)))) if record is None else record
            for text, record in zip(asked, records, strict=True)
        ]
        return filled if listed else filled[0]

    def shown(self, found: Found | None) -> Any:  # noqa: ANN401  # JSON
        if found is None:
            return None
        type_, payload = found
        return complete(replace(self.selection, of={type_: self.selection.of[type_]}), payload)


def beyond_of(root: GraphQLObjectType, selections: Sequence[Selection]) -> tuple[Beyond, ...]:
    found = ((one, metadata_of(root, one.name).get("beyond")) for one in selections)
    return tuple(Beyond(one, find) for one, find in found if find)
