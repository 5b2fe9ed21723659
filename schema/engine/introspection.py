"""Introspection: answered by graphql-core, for those who may see the schema."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)
from graphql.execution.values import VariableValues

from schema.caller import Caller
from schema.engine.collecting import Nodes
from schema.engine.operation import Operation
from tenants.errors import Forbidden, Unauthenticated
from tenants.reading.selection import TYPENAME

Answers = Mapping[str, Any]


class Introspection(StrEnum):
    """Who may introspect the schema."""

    ANYONE = "anyone"
    USERS = "users"
    NOBODY = "nobody"

    def check(self, caller: Caller) -> None:
        """Raises Unauthenticated or Forbidden for a caller who may not ask."""
        if self is Introspection.NOBODY:
            raise Forbidden("NO_INTROSPECTION")
        if self is Introspection.USERS and caller.session is None:
            raise Unauthenticated


class Introspected:
    """The introspection fields of an operation; answered once, unless they depend on variables."""

    def __init__(self, schema: GraphQLSchema, operation: Operation, own: Sequence[FieldNode]) -> None:
        self.schema = schema
        self.reveals = any(node.name.value != TYPENAME for node in own)
        self.varies = bool(operation.node.variable_definitions)
        narrowed = OperationDefinitionNode(
            operation=operation.node.operation,
            variable_definitions=operation.node.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(own)),
            directives=(),
        )
        self.document = DocumentNode(definitions=(narrowed, *operation.fragments.values()))
        self.remembered: Answers | None = None

    def answers(self, variables: VariableValues) -> Answers:
        """Raises GraphQLError."""
        if self.varies:
            return self.execute({name: source.value for name, source in variables.sources.items()})
        if self.remembered is None:
            answers = self.execute({})
            self.remembered = {key: orjson.Fragment(orjson.dumps(value)) for key, value in answers.items()}
        return self.remembered

    def execute(self, given: dict[str, Any]) -> Answers:
        result = execute_sync(self.schema, self.document, variable_values=given)
        assert isinstance(result, ExecutionResult)  # noqa: S101  # introspection is synchronous
        if result.errors:
            raise result.errors[0]
        return result.data or {}


def find_introspection(schema: GraphQLSchema, operation: Operation, nodes: Nodes) -> Introspected | None:
    """The introspection fields among the nodes; None without any."""
    own = [node for same in nodes.values() for node in same if node.name.value.startswith("__")]
    return Introspected(schema, operation, own) if own else None
