"""Runs operations: text in, the answer's parts out; shows how a request passes through the layers."""

from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
from cachetools import LRUCache, cachedmethod
from graphql import GraphQLError, GraphQLSchema, OperationType, get_variable_values
from graphql.execution.values import VariableValues

from schema.caller import Caller
from schema.engine.collecting import Collector
from schema.engine.completing import complete_answer
from schema.engine.cost import cost_of
from schema.engine.documents import NO_DOCUMENTS, Documents
from schema.engine.introspection import Introspection
from schema.engine.limits import DEFAULTS, Limits
from schema.engine.mutating import Mutating, Payloads
from schema.engine.operation import InvalidOperation, Operation, operations_of
from schema.engine.plan import Plan, make_plan
from schema.engine.signature import signature_of
from tenants.errors import BadRequest
from tenants.reading.selection import Arguments
from tenants.reading.statement import Shown, Statement, answer

# In characters of their statements.
REMEMBERED_PLANS, REMEMBERED_PAYLOADS = 8_000_000, 2_000_000
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    query: str = field(repr=False)
    variables: Mapping[str, Any] = field(default_factory=dict, repr=False)
    operation_name: str | None = None
    subscribing: bool = False  # whether the transport can send more than one answer
    shown: Shown | None = None  # what a subscription was answered last, to be brought up to date


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation that may run: what it costs, whether it only reads, and its run, which gives the data.

    The run raises InvalidOperation, a CircleError for what is not answered, or PartlyDone.
    """

    cost: int
    reads: bool
    run: Callable[[], Awaitable[dict[str, Any]]]


class Engine:
    """A schema and its limits, with the operations and plans it has seen."""

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits = DEFAULTS,
        introspection: Introspection = Introspection.ANYONE,
        documents: Documents = NO_DOCUMENTS,
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.introspection = introspection
        self.documents = documents
        self.operation = operations_of(schema, limits, documents.nodes)
        self.plans: LRUCache[Hashable, Plan] = LRUCache(REMEMBERED_PLANS, getsizeof=lambda plan: plan.size)
        self.payloads: Payloads = LRUCache(REMEMBERED_PAYLOADS, getsizeof=lambda statement: statement.size)

    async def execute(self, request: Request, caller: Caller) -> dict[str, Any]:
        """The data of an operation, with the records' JSON inside as the database made it."""
        return await self.prepare(request, caller).run()

    def prepare(self, request: Request, caller: Caller) -> Prepared:
        """Refuses everything that can be refused before anything runs. Raises InvalidOperation or a CircleError."""
        operation = self.operation(request.query, request.operation_name)
        if operation.type is OperationType.SUBSCRIPTION and not request.subscribing:
            raise BadRequest("SUBSCRIPTION")
        variables = self.variables(operation, request.variables)
        caller = caller.doing(operation.name)
        with null_where_none_may_be():
            if operation.type is OperationType.MUTATION:
                collector = Collector(self.schema, operation, variables, self.limits)
                selections, _ = collector.roots()
                mutating = Mutating(collector, caller, self.payloads)
                return Prepared(cost_of(selections, self.limits), reads=False, run=partial(mutating.run, selections))
            plan = self.plan(operation, variables, caller)
        if plan.introspected and plan.introspected.reveals:
            self.introspection.check(caller)
        return Prepared(plan.cost, reads=True, run=partial(self.query, plan, variables, caller, request.shown))

    def subscribes(self, request: Request) -> bool:
        """Whether the operation is a subscription. Raises InvalidOperation."""
        return self.operation(request.query, request.operation_name).type is OperationType.SUBSCRIPTION

    async def query(self, plan: Plan, variables: VariableValues, caller: Caller, shown: Shown | None) -> dict[str, Any]:
        with null_where_none_may_be():
            arguments = plan.arguments(variables)
            values = dict(plan.introspected.answers(variables)) if plan.introspected else {}
        for one, resolve in plan.others:
            values[one.key] = await complete_answer(one, await resolve(caller, arguments[one.source]))
        if plan.statement:
            values |= await self.records(plan.statement, arguments, caller, shown)
        return {key: values[key] for key in plan.keys}

    def variables(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues:
        self.limits.check("values", count_values(given, self.limits.values))
        definitions = operation.node.variable_definitions or ()
        values = get_variable_values(self.schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
        if isinstance(values, list):
            raise InvalidOperation(values)
        return values

    @cachedmethod(
        lambda self: self.plans,
        key=lambda _, operation, variables, caller: (operation, caller.role_name, signature_of(variables.coerced)),
    )
    def plan(self, operation: Operation, variables: VariableValues, caller: Caller) -> Plan:
        """The operation's plan for the caller's role: made once for all requests that lead to the same statement."""
        return make_plan(self.schema, operation, variables, self.limits, lambda: caller.acting.grant.role)

    async def records(
        self, statement: Statement, arguments: Mapping[int, Arguments], caller: Caller, shown: Shown | None
    ) -> dict[str, Any]:
        texts = await answer(caller.database, caller.acting, statement, arguments, shown)
        return {key: None if text is None else orjson.Fragment(text) for key, text in texts.items()}


@contextmanager
def null_where_none_may_be() -> Iterator[None]:
    """Validation lets a null pass in a variable with a default, even where null is not allowed."""
    try:
        yield
    except GraphQLError as error:
        raise InvalidOperation([error]) from error


def count_values(given: Mapping[str, Any], most: int) -> int:
    """How many values are given, in lists and objects too; counted until there are more than the most."""
    count, left = 0, [*given.values()]
    while left and count <= most:
        value = left.pop()
        count += 1
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return count
