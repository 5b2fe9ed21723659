"""Runs mutations: one root field after the other, each in a transaction of its own that also reads its payload."""

import asyncio
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from schema.caller import Caller
from schema.engine.answering import answer_of, input_of, rule_of
from schema.engine.collecting import Collector
from schema.engine.completing import complete
from schema.engine.failing import Failure, failure_of, finished, fragments, timed_out
from schema.engine.remembering import Remembered
from schema.engine.signature import signature_of
from schema.mutation import CURRENT, user_error
from schema.unreadable import refuse_unreadable
from tenants.access.policy import Role
from tenants.catalogue.records import RECORDS
from tenants.database.transactions import Writing
from tenants.errors import CircleError, Problem, ProblemCode, Rejected, Stale
from tenants.reading.roots import by_keys, read_by_key
from tenants.reading.selection import TYPENAME, Arguments, Selection
from tenants.reading.statement import Root, Statement, answer, build_statement, read
from tenants.writing.rule import Changed, PayloadField, Rule
from tenants.writing.violations import told_at_the_end


@dataclass(frozen=True, slots=True)
class Payload:
    """The records that are read of what a mutation wrote: of which root field, each as it is asked for."""

    selection: Selection
    records: Sequence[Selection]
    roots: Mapping[str, Root]


class Mutating:
    """One mutation operation while it runs, field by field; `payloads` remembers the statements that read them.

    `saturated` are the figures in the latest payload that are too large to be said.
    """

    def __init__(self, collector: Collector, caller: Caller, payloads: Remembered[Statement]) -> None:
        self.collector = collector
        self.caller = caller
        self.payloads = payloads
        self.saturated: dict[str, Failure] = {}
        self.signature = signature_of(collector.variables.coerced)

    def is_planned(self, selections: Sequence[Selection], role: Role) -> bool:
        """Whether the statements that read the payloads, and what a CONFLICT shows, are made."""
        return all(self.payloads.find(self.shape(one, role)) for one in self.to_read(selections, role))

    def plan(self, selections: Sequence[Selection], role: Role) -> None:
        """Makes them before anything is written, since no transaction should wait for it.

        What is refused in one is told when its field is run.
        """
        for one in self.to_read(selections, role):
            with suppress(CircleError):
                self.statement(one, role)

    async def run(self, selections: Sequence[Selection], deadline: float | None) -> dict[str, Any]:
        """The payloads by key. Raises as `finished` does, and Stale where none of the fields was done yet."""
        data: dict[str, Any] = {}
        failures: dict[str, Failure] = {}
        for selection in selections:
            self.saturated = {}
            try:
                data[selection.key] = await self.in_time(selection, deadline)
                failures |= self.saturated
            except Exception as error:  # whoever answers tells it from a CircleError
                # A stale session is looked up and all run again, unless a field was done already.
                if isinstance(error, Stale) and not data:
                    raise
                failures[selection.key] = failure_of(error, selection.source, self.collector.sources)
        return finished([one.key for one in selections], data, failures)

    async def in_time(self, selection: Selection, deadline: float | None) -> Any:  # noqa: ANN401  # JSON
        """The payload of a field. Raises Unavailable for one that is not done by then, and is not begun after it."""
        if deadline is not None and asyncio.get_running_loop().time() >= deadline:
            raise timed_out()
        try:
            async with asyncio.timeout_at(deadline):
                return await self.payload(selection)
        except TimeoutError:
            raise timed_out() from None

    async def payload(self, selection: Selection) -> Any:  # noqa: ANN401  # JSON
        if selection.name == TYPENAME:
            return self.collector.root.name
        answer = answer_of(self.collector.root, selection.name)
        if answer:
            return complete(selection, await answer(self.caller, selection.arguments))
        rule = rule_of(self.collector.root, selection.name)
        try:
            refuse_unreadable(selection.arguments)
            try:
                return await self.run_rule(rule, selection)
            except Rejected as rejected:
                # What was sent twice at once is known the second time.
                if not any(problem.code is ProblemCode.ALREADY_EXISTS for problem in rejected.problems):
                    raise
                return await self.run_rule(rule, selection)
        except Rejected as rejected:
            said = {"user_errors": self.show_problems(selection, rejected.problems), "warnings": []}
            stale = any(problem.code is ProblemCode.CONFLICT for problem in rejected.problems)
            current = await self.current(selection, rule) if stale else {}
            return {one.key: payload_part(selection, one, current, said) for one in selection.below}

    async def run_rule(self, rule: Rule, selection: Selection) -> dict[str, Any]:
        with told_at_the_end():
            async with self.caller.database.writing(self.caller.actor) as writing:
                changed = await rule(writing, selection.arguments["input"])
                return await self.read_payload(writing, selection, rule, changed)

    async def current(self, selection: Selection, rule: Rule) -> Mapping[str, Any]:
        """The record that somebody else changed, read as any other is."""
        payload, actor = current_of(selection, rule), self.caller.actor
        if not payload.records:
            return {}
        statement, arguments = self.statement(payload, actor.grant.role), arguments_of(payload.records)
        return self.fragments(selection, await answer(self.caller.database, actor, statement, arguments))

    def to_read(self, selections: Sequence[Selection], role: Role) -> Iterator[Payload]:
        """The payloads of what the role may ask for."""
        for one in selections:
            if one.name == TYPENAME or answer_of(self.collector.root, one.name):
                continue
            rule = rule_of(self.collector.root, one.name)
            if role.scopes(rule.resource, rule.verb):
                yield from (read for read in (payload_of(one, rule), current_of(one, rule)) if read.records)

    def shape(self, payload: Payload, role: Role) -> Hashable:
        """The same for all requests that lead to the same statement."""
        return self.collector.operation, role, self.signature, payload.selection.key, *payload.roots

    def statement(self, payload: Payload, role: Role) -> Statement:
        """The statement of the records of a payload. Raises a CircleError for what is refused in it."""
        shape = self.shape(payload, role)
        statement = self.payloads.find(shape)
        if statement is None:
            statement = build_statement(role, RECORDS, payload.roots, payload.records)
            self.payloads.keep(shape, statement)
        return statement

    async def read_payload(
        self, writing: Writing, selection: Selection, rule: Rule, changed: Changed
    ) -> dict[str, Any]:
        """The payload of what was written, read as any other record is, before the commit."""
        payload = payload_of(selection, rule)
        texts: dict[str, str | None] = {}
        if payload.records:
            records = [replace(one, arguments=keys_of(changed, one)) for one in payload.records]
            texts = await read(writing, self.statement(payload, writing.actor.grant.role), arguments_of(records))
        found = self.fragments(selection, texts)
        problems, warnings = (self.show_problems(selection, told) for told in (changed.problems, changed.warnings))
        said = {"user_errors": problems, "warnings": warnings}
        return {one.key: payload_part(selection, one, found, said) for one in selection.below}

    def fragments(self, selection: Selection, texts: Mapping[str, str | None]) -> Mapping[str, Any]:
        return fragments(texts, (selection.key,), self.saturated)

    def show_problems(self, selection: Selection, problems: Iterable[Problem]) -> list[Mapping[str, Any]]:
        given = input_of(self.collector.root, selection.name)
        return [user_error(problem, self.caller, given) for problem in problems]


def payload_of(selection: Selection, rule: Rule) -> Payload:
    roots = {field.name: root_of(field) for field in rule.payload}
    return Payload(selection, [one for one in selection.below if one.name in roots], roots)


def current_of(selection: Selection, rule: Rule) -> Payload:
    """What is read where the change was a CONFLICT."""
    wanted = [one for one in selection.below if one.name == CURRENT]
    records = [replace(one, arguments={"id": selection.arguments["input"]["id"]}) for one in wanted]
    return Payload(selection, records, {CURRENT: root_of(rule.payload[0])})


def root_of(field: PayloadField) -> Root:
    record = RECORDS[field.kind]
    if field.most is None:
        return lambda builder, selection: read_by_key(builder, record, selection, record.key)
    return lambda builder, selection: by_keys(builder, record, selection, gaps=field.per_item)


def keys_of(changed: Changed, one: Selection) -> Arguments:
    found = changed.ids[one.name]
    return {"id": str(found or ""), "ids": found}


def arguments_of(selections: Iterable[Selection]) -> Mapping[int, Arguments]:
    """The arguments of the selections and of all below them, by their source."""
    found: dict[int, Arguments] = {}
    for selection in selections:
        found[selection.source] = selection.arguments
        for below in selection.of.values():
            found |= arguments_of(below)
    return found


def payload_part(
    selection: Selection, one: Selection, found: Mapping[str, Any], said: Mapping[str, list[Mapping[str, Any]]]
) -> Any:  # noqa: ANN401  # JSON
    if one.name == TYPENAME:
        return selection.type
    if one.name in said:
        return complete(one, said[one.name])
    return found.get(one.key)
