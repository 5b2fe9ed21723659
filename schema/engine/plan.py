"""The plan of a query: one statement for its records, and what is answered without the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)
from graphql.execution.values import VariableValues

from schema.engine.answering import Answer, answer_of
from schema.engine.collecting import Collector, Nodes, Source
from schema.engine.operation import Operation
from tenants.access.catalogue import Role
from tenants.catalogue import RECORDS, ROOTS
from tenants.reading.selection import Arguments, Selection
from tenants.reading.statement import Statement, build_statement


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query needs: a statement for its record fields, its other fields, and the order of all of them."""

    keys: tuple[str, ...]
    statement: Statement | None
    sources: tuple[Source, ...]
    others: tuple[tuple[Selection, Answer], ...]
    introspection: DocumentNode | None

    def arguments(self, variables: VariableValues) -> dict[int, Arguments]:
        return {number: source.arguments(variables) for number, source in enumerate(self.sources)}


def make_plan(schema: GraphQLSchema, operation: Operation, variables: VariableValues, role: Callable[[], Role]) -> Plan:
    """The plan for a role, asked for only where there are records. Raises what the role or an argument calls for."""
    collector = Collector(schema, operation, variables)
    roots, nodes = collector.roots()
    records = [one for one in roots if one.name in ROOTS]
    return Plan(
        keys=tuple(nodes),
        statement=build_statement(role(), RECORDS, ROOTS, records) if records else None,
        sources=tuple(collector.sources),
        others=tuple((one, answer) for one in roots if (answer := answer_of(collector.root, one.name))),
        introspection=introspection_of(operation, nodes),
    )


def introspection_of(operation: Operation, nodes: Nodes) -> DocumentNode | None:
    """The operation narrowed to the schema's own fields; None where it asks for none."""
    own = [node for same in nodes.values() for node in same if node.name.value.startswith("__")]
    if not own:
        return None
    narrowed = OperationDefinitionNode(
        operation=operation.node.operation,
        variable_definitions=operation.node.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(own)),
        directives=(),
    )
    return DocumentNode(definitions=(narrowed, *operation.fragments.values()))


def introspect(schema: GraphQLSchema, document: DocumentNode, variables: VariableValues) -> Mapping[str, Any]:
    """The schema's own fields, answered by graphql-core; they depend on the variables. Raises GraphQLError."""
    given = {name: source.value for name, source in variables.sources.items()}
    result = execute_sync(schema, document, variable_values=given)
    assert isinstance(result, ExecutionResult)  # noqa: S101  # introspection is synchronous
    if result.errors:
        raise result.errors[0]
    return result.data or {}
