"""Forms say what the inputs take: every mutation, every field, what is required; and no value that would be refused."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type, is_required_input_field

from schema.build import graphql_schema
from schema.forms import form_of
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of

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
