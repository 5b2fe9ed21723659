"""Where a user error says that something is wrong: a field that the input has, whatever the rule spoke of."""

import pytest
from graphql import GraphQLField, GraphQLInputObjectType, get_named_type

from schema.build import graphql_schema
from schema.mutation import path_within
from tenants.reading.names import camel

TAKING = {
    name: field
    for name, field in graphql_schema().type_map["Mutation"].fields.items()  # type: ignore[attr-defined]
    if "input" in field.args
}


def input_of(field: GraphQLField) -> tuple[type, GraphQLInputObjectType]:
    taken = get_named_type(field.args["input"].type)
    assert isinstance(taken, GraphQLInputObjectType)
    return taken.extensions["strawberry-definition"].origin, taken


@pytest.mark.parametrize("name", TAKING)
def test_a_path_ends_where_the_input_does(name: str) -> None:
    declared, taken = input_of(TAKING[name])
    owner = ("id",) if "id" in taken.fields else ()
    assert path_within(declared, ("whatever",)) == owner
    for field in taken.extensions["strawberry-definition"].fields:
        path = (field.python_name,)
        assert path_within(declared, path) == path
        below = get_named_type(taken.fields[camel(field.python_name)].type)
        if isinstance(below, GraphQLInputObjectType):
            inner = below.extensions["strawberry-definition"].fields[0].python_name
            assert path_within(declared, (*path, "3", inner)) == (*path, "3", inner)
            item = ("id",) if "id" in below.fields else ()
            assert path_within(declared, (*path, "3", "whatever")) == (*path, "3", *item)


def test_what_takes_no_input_has_no_fields() -> None:
    assert path_within(None, ("whatever",)) == ()
