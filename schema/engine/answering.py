"""What stands behind a root field that is no record: an answer of its own, or a rule of the domain."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from graphql import GraphQLObjectType
from strawberry.types.field import StrawberryField

from schema.caller import Caller
from tenants.reading.names import camel
from tenants.writing.rule import Rule

Answer = Callable[[Caller, Mapping[str, Any]], Awaitable[Any]]


def declared(root: GraphQLObjectType, name: str) -> Mapping[Any, Any]:
    """What a root field declares, by its name in the domain's spelling; the schema's own declare nothing."""
    if name.startswith("__"):
        return {}
    field: StrawberryField = root.fields[camel(name)].extensions["strawberry-definition"]
    return field.metadata


def answer_of(root: GraphQLObjectType, name: str) -> Answer | None:
    answer: Answer | None = declared(root, name).get("answer")
    return answer


def rule_of(root: GraphQLObjectType, name: str) -> Rule:
    rule: Rule = declared(root, name)["rule"]
    return rule
