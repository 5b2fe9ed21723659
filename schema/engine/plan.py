"""The plan of a query: one statement for its records, and what is answered without the database."""

from collections.abc import Callable
from dataclasses import dataclass

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues

from schema.engine.answering import Answer, answer_of
from schema.engine.collecting import Collector, Source
from schema.engine.cost import cost_of
from schema.engine.introspection import Introspected, introspected
from schema.engine.limits import Limits
from schema.engine.operation import Operation
from tenants.access.catalogue import Role
from tenants.catalogue import RECORDS, ROOTS
from tenants.reading.selection import Arguments, Selection
from tenants.reading.statement import Statement, build_statement

INTROSPECTION = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query needs: a statement for its record fields, its other fields, and the order of all of them."""

    keys: tuple[str, ...]
    statement: Statement | None
    sources: tuple[Source, ...]
    others: tuple[tuple[Selection, Answer], ...]
    introspected: Introspected | None
    cost: int

    @property
    def size(self) -> int:
        """About what it takes to remember it, in characters."""
        return (self.statement.size if self.statement else 0) + (INTROSPECTION if self.introspected else 0)

    def arguments(self, variables: VariableValues) -> dict[int, Arguments]:
        return {number: source.arguments(variables) for number, source in enumerate(self.sources)}


def make_plan(
    schema: GraphQLSchema, operation: Operation, variables: VariableValues, limits: Limits, role: Callable[[], Role]
) -> Plan:
    """The plan for a role, asked for only where there are records. Raises what the role or an argument calls for."""
    collector = Collector(schema, operation, variables, limits)
    roots, nodes = collector.roots()
    cost = cost_of(roots, limits)
    records = [one for one in roots if one.name in ROOTS]
    return Plan(
        keys=tuple(nodes),
        statement=build_statement(role(), RECORDS, ROOTS, records) if records else None,
        sources=tuple(collector.sources),
        others=tuple((one, answer) for one in roots if (answer := answer_of(collector.root, one.name))),
        introspected=introspected(schema, operation, nodes),
        cost=cost,
    )
