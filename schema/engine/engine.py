"""Runs operations: text in, the answer's parts out; shows how a request passes through the layers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graphql import GraphQLError, GraphQLSchema, OperationType, get_variable_values
from graphql.execution.values import VariableValues

from schema.caller import Caller
from schema.engine.collecting import ArgumentSource, Collector
from schema.engine.completing import complete_answer
from schema.engine.cost import cost_of
from schema.engine.documents import NO_DOCUMENTS, Documents
from schema.engine.failing import Failure, PartlyDone, failure_of, finished, fragments, timed_out
from schema.engine.introspection import Introspection
from schema.engine.leading import put_in_place
from schema.engine.limits import DEFAULTS, Limits
from schema.engine.looking import Reach
from schema.engine.mutating import Mutating
from schema.engine.operation import InvalidOperation, Operation, Operations
from schema.engine.plan import Plan, make_plan
from schema.engine.remembering import Remembered
from schema.engine.signature import signature_of
from tenants.access.policy import Role
from tenants.errors import BadRequest, CircleError, Forbidden, Stale, Unauthenticated, Unavailable
from tenants.reading.selection import Arguments, Selection
from tenants.reading.statement import Shown, Statement, answer, answer_from

log = logging.getLogger("circle.graphql")

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


class Unplanned(Exception):
    """There is no plan of it yet, and making one would hold up others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation that may run: what it costs, whether it only reads, and its run, which gives the data.

    The run takes the moment by which it has to end, by the event loop's clock. It raises InvalidOperation, PartlyDone
    for what failed alone, or a CircleError for what failed as a whole.
    """

    cost: int
    reads: bool
    run: Callable[[float | None], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query about to be answered: its plan, by whom it is asked, and what a subscription was shown last.

    What a subscription tells of has just happened, so that its answer is never `late`.
    """

    plan: Plan
    variables: VariableValues
    arguments: Mapping[int, Arguments]
    caller: Caller
    shown: Shown | None
    late: bool


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
        self.operations = Operations(schema, limits, documents.nodes)
        self.plans: Remembered[Plan] = Remembered(REMEMBERED_PLANS)
        self.payloads: Remembered[Statement] = Remembered(REMEMBERED_PAYLOADS)

    async def execute(self, request: Request, caller: Caller) -> dict[str, Any]:
        """The data of an operation, with the records' JSON inside as the database made it.

        Raises the first error where nothing was answered, and PartlyDone where some fields were.
        """
        try:
            return await self.prepare(request, caller).run(None)
        except PartlyDone as partly:
            if partly.answered:
                raise
            raise next(iter(partly.errors.values())).error from None

    def prepare(self, request: Request, caller: Caller, *, at_once: bool = False) -> Prepared:
        """Refuses everything that can be refused before anything runs. Raises InvalidOperation or a CircleError.

        It may be called in another thread. What is wanted `at_once` raises Unplanned where it would take long.
        """
        if at_once and not self.operations.knows(request.query, request.operation_name):
            raise Unplanned
        operation = self.operations.find(request.query, request.operation_name)
        if operation.type is OperationType.SUBSCRIPTION and not request.subscribing:
            raise BadRequest("SUBSCRIPTION")
        variables = self.variables(operation, request.variables)
        caller = caller.with_operation(operation.name)
        with refuse_null():
            if operation.type is OperationType.MUTATION:
                collector = Collector(self.schema, operation, variables, self.limits)
                selections, _ = collector.roots()
                mutating = Mutating(collector, caller, self.payloads)
                cost = cost_of(selections, self.limits)
                total = cost.check(self.limits, cost.arguments, reach_of(caller))
                role = role_of(caller)
                # Who does not act is told so when a field is run.
                if isinstance(role, Role) and not mutating.is_planned(selections, role):
                    if at_once:
                        raise Unplanned
                    mutating.plan(selections, role)
                return Prepared(total, reads=False, run=partial(mutating.run, selections))
            plan = self.plan(operation, variables, caller, at_once=at_once)
            arguments = plan.arguments(variables)
        if plan.introspected and plan.introspected.reveals:
            self.introspection.check(caller)
        is_subscription = operation.type is OperationType.SUBSCRIPTION
        asked = Asked(plan, variables, arguments, caller, request.shown, late=not is_subscription)
        once = partial(self.query, asked)
        run = partial(whole, once) if request.subscribing and is_subscription else once
        return Prepared(plan.cost.check(self.limits, arguments, reach_of(caller)), reads=True, run=run)

    def subscribes(self, request: Request) -> bool:
        """Whether the operation is a subscription. Raises InvalidOperation."""
        return self.operations.find(request.query, request.operation_name).type is OperationType.SUBSCRIPTION

    async def query(self, asked: Asked, deadline: float | None) -> dict[str, Any]:
        """Each root field by itself; a query that runs out of time, or finds no database, failed as a whole."""
        plan, caller = asked.plan, asked.caller
        values: dict[str, Any] = {}
        if plan.introspected:
            with refuse_null():
                values |= plan.introspected.answers(asked.variables)
        failures = dict(plan.failures)
        try:
            async with asyncio.timeout_at(deadline):
                for one, resolve in plan.others:
                    with alone(one, plan.sources, failures):
                        values[one.key] = await complete_answer(one, await resolve(caller, asked.arguments[one.source]))
                if plan.statement:
                    values |= await self.records(asked, plan.statement, failures)
                put_in_place(values, plan.led)
                for any_node in plan.beyond:
                    one = any_node.selection
                    if one.key in values:
                        with alone(one, plan.sources, failures):
                            value = values.pop(one.key)
                            values[one.key] = await any_node.fill(caller, asked.arguments[one.source], value)
        except TimeoutError:
            raise timed_out() from None
        return finished(plan.keys, values, failures)

    def variables(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues:
        self.limits.check("values", count_values(given, self.limits.values))
        definitions = operation.node.variable_definitions or ()
        values = get_variable_values(self.schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
        if isinstance(values, list):
            raise InvalidOperation(values)
        return values

    def plan(self, operation: Operation, variables: VariableValues, caller: Caller, *, at_once: bool = False) -> Plan:
        """The operation's plan for the caller's role: made once for all requests that lead to the same statement."""
        role = role_of(caller)
        key = (operation, key_of(role), signature_of(variables.coerced))
        found = self.plans.find(key)
        if found:
            return found
        if at_once:
            raise Unplanned
        made = make_plan(self.schema, operation, variables, self.limits, role)
        self.plans.keep(key, made)
        return made

    async def records(self, asked: Asked, statement: Statement, failures: dict[str, Failure]) -> dict[str, Any]:
        """All of them in one statement; each in its own only where that failed."""
        if len(asked.plan.records) > 1:
            try:
                return await read_records(asked, statement, failures)
            except (Stale, Unavailable):
                raise
            except Exception as error:  # noqa: BLE001  # told below, of the field that it comes from
                log.info("%s: each field by itself", type(error).__name__)
        values: dict[str, Any] = {}
        for one in asked.plan.records:
            with alone(one, asked.plan.sources, failures):
                values |= await read_records(asked, asked.plan.alone(one), failures)
        return values


def role_of(caller: Caller) -> Role | CircleError:
    """The role that the caller acts in, or why she does not act."""
    try:
        return caller.actor.grant.role
    except (Unauthenticated, Forbidden) as error:
        return error.with_traceback(None)


def reach_of(caller: Caller) -> Reach:
    """How far her lists go."""
    return Reach(caller.database.sizes, caller.grant.low if caller.grant else None)


def key_of(role: Role | CircleError) -> Hashable:
    return role.name if isinstance(role, Role) else role.args


async def read_records(asked: Asked, statement: Statement, failures: dict[str, Failure]) -> dict[str, Any]:
    caller = asked.caller
    database, actor = caller.database, caller.actor
    if database.replicas and asked.late and statement.may_be_late:
        texts = await answer_from(database.replicas, database, actor, statement, asked.arguments)
    else:
        texts = await answer(database, actor, statement, asked.arguments, asked.shown)
    return fragments(texts, (), failures)


async def whole(query: Callable[[float | None], Awaitable[dict[str, Any]]], deadline: float | None) -> dict[str, Any]:
    """The data of a subscription, which has one field: if that fails, it ends."""
    try:
        return await query(deadline)
    except PartlyDone as partly:
        if partly.answered:
            raise
        raise next(iter(partly.errors.values())).error from None


@contextmanager
def alone(one: Selection, sources: Sequence[ArgumentSource], failures: dict[str, Failure]) -> Iterator[None]:
    """Keeps what fails within as that of one root field, unless the request is to be run again or cannot be."""
    try:
        yield
    except (Stale, Unavailable):
        raise
    except Exception as error:  # noqa: BLE001  # whoever answers tells it from a CircleError
        failures[one.key] = failure_of(error, one.source, sources)


@contextmanager
def refuse_null() -> Iterator[None]:
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
