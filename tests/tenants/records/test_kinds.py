"""The ordinary changes of every kind, and every limit that its fields say, through the API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pytest

from tenants.errors import ProblemCode
from tenants.kinds.field import Field
from tenants.kinds.kind import Kind
from tenants.kinds.mutation import InputKind, Mutation
from tenants.kinds.ordinary import Close, Create
from tenants.reading.names import camel
from tenants.records.kinds import BY_NAME, KINDS
from tenants.records.protections import CLEARANCE_RULES
from tests.kinds import RULES, credit_code, given, references
from tests.tenants.records.office import COUNTY, Done, Office

P = ProblemCode
NUMBERS = count(1)
UNIQUE = {"credit_code": credit_code}
# The kinds that need no rule of their own to be added.
ORDINARY = [kind for kind in KINDS if any(isinstance(said, Create) for said in kind.ordinary)]


def rule_of(kind: Kind, takes: InputKind) -> tuple[str, Mutation] | None:
    """The first rule of a kind that takes such an input."""
    found = ((name, rule) for name, (of, rule) in RULES.items() if of is kind and rule.input.kind is takes)
    return next(found, None)


async def keeper(office: Office, kind: Kind) -> dict[str, object]:
    """What a new record of the kind is to be kept by, and has to name."""
    if kind.under == "child":
        return {"childId": (await office.child()).update["id"]}
    needed = {name: to for name, to in references(kind).items() if kind.fields[name].required}
    kept: dict[str, object] = {} if kind.under else {"tenant": COUNTY}
    return kept | {f"{camel(name)}Id": (await named(office, to.kind)).update["id"] for name, to in needed.items()}


async def named(office: Office, kind: str) -> Done:
    return await office.child() if kind == "Child" else await added(office, BY_NAME[kind])


def unlike(kind: Kind) -> dict[str, object]:
    """What no two records of a tenant may have in common."""
    return {camel(name): UNIQUE[name](next(NUMBERS)) for name in kind.fields if name in UNIQUE}


def worker_for(kind: Kind) -> str:
    if kind.protection is CLEARANCE_RULES:
        return "director"
    return "caseworker" if kind.about else "manager"


async def added(office: Office, kind: Kind, **changed: object) -> Done:
    create = next(said for said in kind.ordinary if isinstance(said, Create))
    name = camel(f"{create.prefix}_{kind.single}")
    values = {**given(RULES[name][1].input.form), **await keeper(office, kind), **unlike(kind), **changed}
    return await office.do(name, values, worker_for(kind))


@pytest.mark.parametrize("kind", ORDINARY, ids=lambda kind: kind.name)
async def test_a_record_is_added_changed_and_closed(office: Office, kind: Kind) -> None:
    done = await added(office, kind)
    assert done.errors == []
    for said in kind.ordinary:
        if not isinstance(said, Create):
            name = camel(f"{said.prefix}_{kind.single}")
            done = await office.do(name, {**given(RULES[name][1].input.form, 50), **done.update}, worker_for(kind))
            assert done.errors == []
    if any(isinstance(said, Close) for said in kind.ordinary):
        again = await office.do(camel(f"update_{kind.single}"), done.update, worker_for(kind))
        assert [error["code"] for error in again.errors] == ["CLOSED"]


def wrong(one: Field) -> Iterator[tuple[ProblemCode, Any]]:
    """What a field does not take, and what is said of it."""
    if one.required:
        yield P.REQUIRED, None
    if one.type in (str, list[str]) and one.most and not one.check:
        text = "长" * (int(one.most) + 1)
        yield P.TOO_LONG, [text] if one.type == list[str] else text
        yield P.MALFORMED, ["\0"] if one.type == list[str] else "\0" * int(one.least or 1)
    if one.type is int and one.least is not None and one.most is not None:
        yield P.TOO_SMALL, int(one.least) - 1
        yield P.TOO_LARGE, int(one.most) + 1
    if one.type is date and one.past:
        yield P.IN_THE_FUTURE, "2099-01-01"


@dataclass(frozen=True)
class Case:
    """A change of a kind with one wrong value."""

    kind: Kind
    name: str
    field: str
    code: ProblemCode
    value: Any

    def __str__(self) -> str:
        return f"{self.name} {self.field} {self.code}"


CASES = [
    Case(kind, found[0], camel(name), code, value)
    for kind in ORDINARY
    if (found := rule_of(kind, InputKind.UPDATE))
    for name, one in found[1].input.form.items()
    if one.reference is None
    for code, value in wrong(one)
]


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_form_refuses_what_its_field_does_not_take(office: Office, case: Case) -> None:
    record = await added(office, case.kind)
    done = await office.do(case.name, {**record.update, case.field: case.value}, worker_for(case.kind))
    assert [(error["code"], error["field"]) for error in done.errors] == [(case.code, ["input", case.field])]


async def test_an_activity_takes_place_at_an_open_venue_that_is_seen(office: Office) -> None:
    venue_kind, activity_kind = (next(kind for kind in KINDS if kind.name == name) for name in ("Venue", "Activity"))
    venue = await added(office, venue_kind)
    planned = await added(office, activity_kind, venueId=venue.update["id"])
    assert planned.errors == []
    nowhere = await added(office, activity_kind, venueId="no id")
    assert [(error["code"], error["field"]) for error in nowhere.errors] == [("NOT_FOUND", ["input", "venueId"])]
    closing = {**venue.update, "closedOn": "2024-06-01", "closedReason": "MOVED"}
    await office.done("closeVenue", closing, "manager")
    late = await added(office, activity_kind, venueId=venue.update["id"])
    assert [error["code"] for error in late.errors] == ["CLOSED"]
    moved = await office.do("updateActivity", {**planned.update, "venueId": None}, "manager")
    assert moved.errors == []
