"""Everything in the schema says what it is."""

from collections.abc import Iterator

from graphql import GraphQLNamedType, GraphQLSchema, specified_scalar_types

from schema.build import graphql_schema


def find_undescribed(schema: GraphQLSchema) -> Iterator[str]:
    for name, type_ in schema.type_map.items():
        if not name.startswith("__") and name not in specified_scalar_types:
            yield from find_undescribed_of(type_)


def find_undescribed_of(type_: GraphQLNamedType) -> Iterator[str]:
    if not type_.description:
        yield type_.name
    for name, field in getattr(type_, "fields", {}).items():
        if not field.description:
            yield f"{type_.name}.{name}"
        yield from (
            f"{type_.name}.{name}({of})" for of, one in getattr(field, "args", {}).items() if not one.description
        )
    for name, value in getattr(type_, "values", {}).items():
        if not value.description:
            yield f"{type_.name}.{name}"


def test_every_type_field_argument_and_value_is_described() -> None:
    assert list(find_undescribed(graphql_schema())) == []
