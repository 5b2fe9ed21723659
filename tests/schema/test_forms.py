"""Forms say what the inputs take: every mutation, every field, what is required; and no value that would be refused."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type, is_required_input_field

from schema.build import graphql_schema
from schema.engine.collecting import snake
from schema.forms import form_of
from tenants.clock import today
from tenants.errors import Rejected
from tenants.kinds.field import Field
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import fill_out
from tenants.reading.names import camel
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of
from tests.kinds import RULES

SCHEMA = graphql_schema()
FORMS = [form_of(kind, rule) for kind in KINDS if not kind.read_only for rule in rules_of(kind)]
# What an input takes beside its form.
BESIDE = {"id", "requestId", "expectedVersion"}


def input_of(mutation: str) -> GraphQLInputObjectType:
    assert SCHEMA.mutation_type
    found = get_named_type(SCHEMA.mutation_type.fields[mutation].args["input"].type)
    assert isinstance(found, GraphQLInputObjectType)
    return found


def assert_agree(fields: list[Mapping[str, Any]], input_: GraphQLInputObjectType, lists: set[str]) -> None:
    taken = {name: one for name, one in input_.fields.items() if name not in BESIDE | lists}
    assert {one["name"] for one in fields} == set(taken)
    for one in fields:
        assert one["required"] == is_required_input_field(taken[one["name"]]), one["name"]
        named = get_named_type(taken[one["name"]].type)
        values = set(named.values) if isinstance(named, GraphQLEnumType) else set()
        assert {value["value"] for value in one["values"]} == values
        assert all(one["zh"] and one["en"] and one["description"] for one in fields)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["mutation"])
def test_a_form_is_what_its_input_takes(form: Mapping[str, Any]) -> None:
    input_ = input_of(form["mutation"])
    assert_agree(form["fields"], input_, {one["name"] for one in form["lists"]})
    for part in form["lists"]:
        items = get_named_type(input_.fields[part["name"]].type)
        assert isinstance(items, GraphQLInputObjectType)
        assert_agree(part["fields"], items, set())


def test_limits_and_values_are_those_of_the_declaration() -> None:
    by_name = {form["mutation"]: {one["name"]: one for one in form["fields"]} for form in FORMS}
    minutes, visited = by_name["recordVisit"]["minutes"], by_name["recordVisit"]["visitedOn"]
    assert (minutes["zh"], minutes["type"], minutes["least"], minutes["most"]) == ("时长（分钟）", "NUMBER", "1", "600")
    assert (visited["required"], visited["past"], visited["nullable"]) == (True, True, False)
    assert (by_name["updateVisit"]["visitedOn"]["required"], by_name["updateVisit"]["findings"]["nullable"]) == (
        False,
        True,
    )
    met = by_name["recordVisit"]["met"]
    assert (met["type"], met["many"], met["values"][2]) == (
        "CHOICE",
        True,
        {"value": "PARENT", "zh": "父母", "en": "A parent"},
    )


def test_a_day_says_which_it_is_never_before() -> None:
    said = {(form["mutation"], one["name"]): one["after"] for form in FORMS for one in form["fields"]}
    assert said["delegateCare", "delegatedUntil"] == "fromOn"
    assert said["endProject", "endedOn"] == "startedOn"
    assert said["recordVisit", "visitedOn"] is None
    for kind in KINDS:
        of_kind = {name: one.after for name, one in kind.fields.items() if one.after}
        if kind.closing and kind.closing.after:
            of_kind[kind.closing.day] = kind.closing.after
        for form in FORMS:
            asked = {one["name"] for one in form["fields"]} if form["of"] == kind.name else set()
            for name, after in of_kind.items():
                assert camel(name) not in asked or said[form["mutation"], camel(name)] == camel(after)


def named(fields: Fields, said: Mapping[str, Any]) -> Fields:
    """The declared field of a form's, by its name."""
    return {name: one for name, one in fields.items() if camel(name) == said["name"]}


def beyond(said: Mapping[str, Any], one: Field) -> Iterator[object]:
    """What a form says is not taken."""
    least, most = said["least"], said["most"]
    if not said["nullable"]:
        yield None
    match said["type"]:
        case "TEXT":
            wrong = ["长" * (int(most) + 1)] if most else []
            wrong += ["短" * (int(least) - 1)] if least and int(least) > 1 else []
            yield from ([text] for text in wrong) if said["many"] else wrong
        case "NUMBER" | "MONEY" if most:
            yield from (one.type(least) - 1, one.type(most) + 1)
        case "DAY":
            yield date(1899, 12, 31)
            yield today() + timedelta(1) if said["past"] else date(2101, 1, 1)


def at_the_limits(said: Mapping[str, Any], one: Field) -> Iterator[object]:
    """What a form says is just taken."""
    least, most = said["least"], said["most"]
    if said["nullable"]:
        yield None
    match said["type"]:
        case "TEXT" if most and not one.check:
            longest, shortest = "长" * int(most), "短" * int(least or 1)
            yield from ([longest], [shortest]) if said["many"] else (longest, shortest)
        case "NUMBER" | "MONEY" if most:
            yield from (one.type(least), one.type(most))
        case "DAY":
            yield today() if said["past"] else date(2100, 12, 31)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["mutation"])
def test_a_form_says_what_is_refused(form: Mapping[str, Any]) -> None:
    """And nothing more: what it lets through is not refused."""
    input_ = RULES[form["mutation"]][1].input
    parts = [(input_.form, form["fields"])]
    parts += [(input_.lists[snake(part["name"])].form, part["fields"]) for part in form["lists"]]
    for declared, fields in parts:
        for said in fields:
            asked = named(declared, said)
            ((name, one),) = asked.items()
            for wrong in beyond(said, one) if one.reference is None else ():
                with pytest.raises(Rejected):
                    fill_out(asked, {name: wrong})
            for right in at_the_limits(said, one) if one.reference is None else ():
                fill_out(asked, {name: right})
