"""The plan of a query: one statement for its records, and what is answered without the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues

from schema.engine.answering import Answer, answer_of
from schema.engine.beyond import Beyond, beyond_of
from schema.engine.collecting import ArgumentSource, Collector
from schema.engine.cost import Cost, cost_of
from schema.engine.failing import Failure, failure_of
from schema.engine.introspection import Introspected, find_introspection
from schema.engine.leading import Path, led_to
from schema.engine.limits import Limits
from schema.engine.operation import Operation
from tenants.access.policy import Role
from tenants.catalogue.records import RECORDS, ROOTS
from tenants.errors import CircleError
from tenants.reading.selection import Arguments, Selection
from tenants.reading.statement import Statement, build_statement

INTROSPECTION = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query needs: a statement for its record fields, its other fields, and the order of all of them.

    What fails whatever the values, fails in the plan.
    """

    keys: tuple[str, ...]
    role: Role | None
    records: tuple[Selection, ...]
    statement: Statement | None
    sources: tuple[ArgumentSource, ...]
    others: tuple[tuple[Selection, Answer], ...]
    beyond: tuple[Beyond, ...]
    led: Mapping[Path, Selection]
    introspected: Introspected | None
    failures: dict[str, Failure]
    cost: Cost
    constants: dict[int, Arguments]
    varying: Sequence[int]
    by_itself: dict[str, Statement] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """About what it takes to remember it, in characters; the parts of its statement may come to stand alone."""
        return 2 * (self.statement.size if self.statement else 0) + (INTROSPECTION if self.introspected else 0)

    def arguments(self, variables: VariableValues) -> dict[int, Arguments]:
        return self.constants | {number: self.sources[number].arguments(variables) for number in self.varying}

    def alone(self, one: Selection) -> Statement:
        """The statement of one of the record fields, where that of all failed."""
        assert self.role  # noqa: S101  # there are records
        if self.statement and len(self.records) == 1:
            return self.statement
        if one.key not in self.by_itself:
            self.by_itself[one.key] = build_statement(self.role, RECORDS, ROOTS, [one])
        return self.by_itself[one.key]


def make_plan(
    schema: GraphQLSchema, operation: Operation, variables: VariableValues, limits: Limits, role: Role | CircleError
) -> Plan:
    """The plan for a role, or for somebody who has none, and why. Raises what an argument calls for."""
    collector = Collector(schema, operation, variables, limits)
    roots, nodes = collector.roots()
    cost = cost_of(roots, limits)
    actor = role if isinstance(role, Role) else None
    others = tuple((one, answer) for one in roots if (answer := answer_of(collector.root, one.name)))
    # Who acts under no grant is led nowhere.
    led = led_to((one for one, _ in others), collector.sources) if actor else {}
    asked = [*(one for one in roots if one.name in ROOTS), *led.values()]
    refused = {} if isinstance(role, Role) else {one.key: role for one in asked}
    statement = build_statement(actor, RECORDS, ROOTS, asked, refused) if actor and asked else None
    return Plan(
        keys=tuple(nodes),
        role=actor,
        records=tuple(one for one in asked if one.key not in refused),
        statement=statement if statement and statement.keys else None,
        sources=tuple(collector.sources),
        others=others,
        led=led,
        beyond=beyond_of(collector.root, roots),
        introspected=find_introspection(schema, operation, nodes),
        failures={
            one.key: failure_of(refused[one.key], one.source, collector.sources) for one in asked if one.key in refused
        },
        cost=cost,
        constants={n: one.constant for n, one in enumerate(collector.sources) if one.constant is not None},
        varying=[n for n, one in enumerate(collector.sources) if one.constant is None],
    )
