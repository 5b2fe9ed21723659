"""Runs mutations: one root field after the other, each in a transaction of its own that also reads its payload."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import orjson
from cachetools import Cache

from schema.caller import Caller
from schema.engine.answering import answer_of, rule_of
from schema.engine.collecting import Collector
from schema.engine.completing import complete
from schema.engine.signature import signature_of
from schema.mutation import user_error
from tenants.access.catalogue import Role
from tenants.catalogue import RECORDS, ROOTS
from tenants.database import Writing
from tenants.errors import CircleError, Rejected, Stale
from tenants.reading.selection import TYPENAME, Arguments, Selection
from tenants.reading.statement import Statement, build_statement, read

Payloads = Cache[Hashable, Statement]


class PartlyDone(Exception):
    """A mutation with fields that were done and others that failed: the data, null where `errors` has the key."""

    def __init__(self, data: dict[str, Any], errors: Mapping[str, CircleError]) -> None:
        super().__init__(", ".join(errors))
        self.data = data
        self.errors = errors


class Mutating:
    """One mutation operation while it runs, field by field; `payloads` remembers the statements that read them."""

    def __init__(self, collector: Collector, caller: Caller, payloads: Payloads) -> None:
        self.collector = collector
        self.caller = caller
        self.payloads = payloads

    async def run(self, selections: Sequence[Selection]) -> dict[str, Any]:
        """The payloads by key. Raises PartlyDone, or a CircleError where none of the fields was done."""
        data: dict[str, Any] = dict.fromkeys(one.key for one in selections)
        errors: dict[str, CircleError] = {}
        for count, selection in enumerate(selections):
            try:
                data[selection.key] = await self.payload(selection)
            except CircleError as error:
                # A stale session is looked up and all run again, unless a field was done already.
                if isinstance(error, Stale) and len(errors) == count:
                    raise
                errors[selection.key] = error
        if errors and len(errors) == len(data):
            raise next(iter(errors.values()))
        if errors:
            raise PartlyDone(data, errors)
        return data

    async def payload(self, selection: Selection) -> Any:  # noqa: ANN401  # JSON
        if selection.name == TYPENAME:
            return self.collector.root.name
        answer = answer_of(self.collector.root, selection.name)
        if answer:
            return complete(selection, await answer(self.caller, selection.arguments))
        rule = rule_of(self.collector.root, selection.name)
        try:
            async with self.caller.database.writing(self.caller.acting) as writing:
                key = await rule(writing, selection.arguments["input"])
                return await self.written(writing, selection, str(key))
        except Rejected as rejected:
            errors = [user_error(problem, self.caller) for problem in rejected.problems]
            return {one.key: part(selection, one, None, errors) for one in selection.below}

    async def written(self, writing: Writing, selection: Selection, key: str) -> dict[str, Any]:
        """The payload of what was written, read as any other record is, before the commit."""
        records = [replace(one, arguments={"id": key}) for one in selection.below if one.name in ROOTS]
        texts: dict[str, str | None] = {}
        if records:
            role, variables = writing.acting.grant.role, signature_of(self.collector.variables.coerced)
            statement = self.reading(role, (selection.key, variables), records)
            texts = await read(writing, statement, arguments_of(records))
        found = {name: None if text is None else orjson.Fragment(text) for name, text in texts.items()}
        return {one.key: part(selection, one, found, []) for one in selection.below}

    def reading(self, role: Role, shape: Hashable, records: Sequence[Selection]) -> Statement:
        """The statement that reads what a field has written, made once."""
        key = (self.collector.operation, role, shape)
        statement = self.payloads.get(key)
        if statement is None:
            statement = build_statement(role, RECORDS, ROOTS, records)
            with suppress(ValueError):  # heavier than all that may be remembered
                self.payloads[key] = statement
        return statement


def arguments_of(selections: Iterable[Selection]) -> Mapping[int, Arguments]:
    """The arguments of the selections and of all below them, by their source."""
    found: dict[int, Arguments] = {}
    for selection in selections:
        found[selection.source] = selection.arguments
        for below in selection.of.values():
            found |= arguments_of(below)
    return found


def part(
    selection: Selection, one: Selection, found: Mapping[str, Any] | None, errors: Sequence[Mapping[str, Any]]
) -> Any:  # noqa: ANN401  # JSON
    if one.name == TYPENAME:
        return selection.type
    if one.name == "user_errors":
        return complete(one, errors)
    return found[one.key] if found else None
