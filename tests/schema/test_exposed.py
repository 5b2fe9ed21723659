"""Every field of a record's type is exposed by the domain with the depth it needs, and nothing else is."""

import pytest
from graphql import GraphQLObjectType

from schema.build import graphql_schema
from schema.engine.answering import metadata_of
from schema.engine.collecting import snake
from tenants.access.policy import load_policy
from tenants.access.scope import Verb
from tenants.catalogue.records import RECORDS, ROOTS
from tenants.reading.builder import HIDDEN_FIELDS
from tenants.reading.record import View
from tenants.writing.rule import Rule

RESOURCES = {resource for role in load_policy().values() for resource, _ in role.permissions}


def object_type(name: str) -> GraphQLObjectType:
    found = graphql_schema().type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_a_records_type_and_its_exposure_agree(name: str) -> None:
    assert {snake(field) for field in object_type(name).fields} - {HIDDEN_FIELDS} == set(RECORDS[name].fields)


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_what_may_be_hidden_is_nullable_or_masked(name: str) -> None:
    for field, exposed in RECORDS[name].fields.items():
        type_ = next(field_ for key, field_ in object_type(name).fields.items() if snake(key) == field).type
        hideable = exposed.view is View.FULL and not exposed.masked
        assert not (hideable and str(type_).endswith("!")), field


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_orders_and_filters_of_the_api_are_the_records(name: str) -> None:
    order, filter_ = (graphql_schema().type_map.get(f"{name}{kind}") for kind in ("Order", "Filter"))
    # An agenda has its own.
    if name != "AgendaEntry":
        assert {value.rpartition("_")[0] for value in order.values} == {"ID", *RECORDS[name].orders}  # type: ignore[union-attr]
    assert {snake(field) for field in filter_.fields} == set(RECORDS[name].filters)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_an_order_tells_as_much_as_the_field_it_goes_by(name: str) -> None:
    record = RECORDS[name]
    for field, order in record.orders.items():
        assert order.view is record.fields[field.lower()].view
        if order.worked_out:
            assert order.worked_out is record.fields[field.lower()].build
            continue
        assert order.nullable is record.table.c[order.column].nullable is record.table.c[field.lower()].nullable


def test_every_root_field_declares_what_stands_behind_it() -> None:
    query, mutation = object_type("Query"), object_type("Mutation")
    assert set(map(snake, object_type("Subscription").fields)) <= set(ROOTS)
    for field in map(snake, query.fields):
        assert field in ROOTS or "answer" in metadata_of(query, field), field
    for field in map(snake, mutation.fields):
        assert {"answer", "rule"} & set(metadata_of(mutation, field)), field


def test_every_rule_needs_a_verb_that_some_role_has() -> None:
    mutation = object_type("Mutation")
    rules = [metadata_of(mutation, snake(field)).get("rule") for field in mutation.fields]
    for rule in rules:
        if isinstance(rule, Rule):
            assert rule.resource in RESOURCES
            assert any(role.scopes(rule.resource, Verb(rule.verb)) for role in load_policy().values())
