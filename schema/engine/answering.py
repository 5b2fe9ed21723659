"""What a root field of the schema declares in its metadata: the function that answers it, or the rule it runs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from graphql import GraphQLObjectType
from strawberry.types.field import StrawberryField

from schema.caller import Caller
from tenants.reading.names import camel
from tenants.writing.rule import Rule

Answer = Callable[[Caller, Mapping[str, Any]], Awaitable[Any]]


def metadata_of(root: GraphQLObjectType, name: str) -> Mapping[Any, Any]:
    """The metadata of a root field, by its name in the domain's spelling; empty for introspection's own."""
    if name.startswith("__"):
        return {}
    field: StrawberryField = root.fields[camel(name)].extensions["strawberry-definition"]
    return field.metadata


def answer_of(root: GraphQLObjectType, name: str) -> Answer | None:
    answer: Answer | None = metadata_of(root, name).get("answer")
    return answer


def rule_of(root: GraphQLObjectType, name: str) -> Rule:
    rule: Rule = metadata_of(root, name)["rule"]
    return rule


def input_of(root: GraphQLObjectType, name: str) -> type:
    input_type: type = metadata_of(root, name)["input"]
    return input_type
