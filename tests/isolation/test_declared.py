"""Whatever the schema has, these tests know; a new field or mutation is red until somebody says who may."""

import pytest
from graphql import extend_schema, parse

from schema.build import graphql_schema
from tests.isolation.declared import undeclared


def test_every_field_and_mutation_is_declared() -> None:
    assert undeclared(graphql_schema()) == set()


@pytest.mark.parametrize(
    ("addition", "found"),
    [
        ("extend type Child { nickname: String }", "Child.nickname"),
        ("extend type Statistics { names: [String] }", "Statistics.names"),
        ("extend type Query { everything: [Node] }", "Query.everything"),
        ("extend type Mutation { eraseChild(id: ID!): Boolean }", "Mutation.eraseChild"),
        ("extend type PairPayload { child: Child }", "PairPayload.child"),
        ("extend type Query { file(identityNumber: String): Child }", "Query.file(identityNumber)"),
        ("extend input ChildFilter { school: String }", "ChildFilter.school"),
        ("extend enum ChildOrder { RISK_LEVEL_ASC }", "ChildOrder.RISK_LEVEL_ASC"),
        ("type Diary { text: String } extend type Child { diary: Diary }", "Diary.text"),
        ("union Anything = Child | Visit", "Anything"),
    ],
)
def test_what_is_not_declared_is_found(addition: str, found: str) -> None:
    assert found in undeclared(extend_schema(graphql_schema(), parse(addition)))
