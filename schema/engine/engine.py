"""Runs operations: text in, the answer's parts out; the way of a request through the layers is read off here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationType, get_variable_values
from graphql.execution.values import VariableValues

from schema.caller import Caller
from schema.engine.collecting import Collector
from schema.engine.completing import complete_answer
from schema.engine.memory import Memory
from schema.engine.mutating import Mutating
from schema.engine.operation import InvalidOperation, Operation, operations_of
from schema.engine.plan import Plan, introspect, make_plan
from schema.engine.signature import signature_of
from tenants.errors import BadRequest
from tenants.reading.selection import Arguments
from tenants.reading.statement import Statement, read

REMEMBERED_PLANS = 5000
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    subscribing: bool = False  # whether the transport can send more than one answer


# What graphql-core says of a variable, but for the value it found there, which may be anybody's identity number.
SAID = re.compile(r"(Variable '\$\w+' has invalid value(?: at [\w.\[\]]+)?): (.*)", re.DOTALL)
WHY = re.compile(
    r"Expected .*?(?=, found: |\.?$)|^Value cannot represent a \w+|^(?:Enum ')?\w+'? cannot represent", re.DOTALL
)
NO_ENUM = re.compile(r"does not exist in '\w+' enum")


def without_value(error: GraphQLError) -> GraphQLError:
    said = SAID.match(error.message)
    if said is None:
        return error
    why = WHY.match(said[2]) or NO_ENUM.search(said[2])
    return GraphQLError(f"{said[1]}: {why[0] if why else 'it is of another type'}.", error.nodes)


class Engine:
    """A schema, with the operations and plans it has seen."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.operation = operations_of(schema)
        self.plans: Memory[Plan] = Memory(REMEMBERED_PLANS)
        self.payloads: Memory[Statement] = Memory(REMEMBERED_PLANS)

    async def execute(self, request: Request, caller: Caller) -> dict[str, Any]:
        """The data of an operation, with the records' JSON inside as the database made it.

        Raises InvalidOperation, a CircleError for what is not answered, or PartlyDone.
        """
        operation = self.operation(request.query, request.operation_name)
        if operation.type is OperationType.SUBSCRIPTION and not request.subscribing:
            raise BadRequest("SUBSCRIPTION")
        variables = self.variables(operation, request.variables)
        caller = caller.doing(operation.name)
        try:
            if operation.type is OperationType.MUTATION:
                return await Mutating(Collector(self.schema, operation, variables), caller, self.payloads).run()
            return await self.query(self.plan(operation, variables, caller), variables, caller)
        except GraphQLError as error:
            # A null in a variable with a default passes validation, also where null may not be.
            raise InvalidOperation([error]) from error

    def subscribes(self, request: Request) -> bool:
        """Whether the operation is to be answered again whenever its answer changes. Raises InvalidOperation."""
        return self.operation(request.query, request.operation_name).type is OperationType.SUBSCRIPTION

    async def query(self, plan: Plan, variables: VariableValues, caller: Caller) -> dict[str, Any]:
        arguments = plan.arguments(variables)
        values = dict(introspect(self.schema, plan.introspection, variables)) if plan.introspection else {}
        for one, answer in plan.others:
            values[one.key] = await complete_answer(one, await answer(caller, arguments[one.source]))
        if plan.statement:
            values |= await self.records(plan.statement, arguments, caller)
        return {key: values[key] for key in plan.keys}

    def variables(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues:
        definitions = operation.node.variable_definitions or ()
        values = get_variable_values(self.schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
        if isinstance(values, list):
            raise InvalidOperation([without_value(error) for error in values])
        return values

    def plan(self, operation: Operation, variables: VariableValues, caller: Caller) -> Plan:
        """The operation's plan for the caller's role: made once for all requests that lead to the same statement."""
        key = (operation, caller.role_name, signature_of(variables.coerced))
        return self.plans.recall(
            key, lambda: make_plan(self.schema, operation, variables, lambda: caller.acting.grant.role)
        )

    async def records(self, statement: Statement, arguments: Mapping[int, Arguments], caller: Caller) -> dict[str, Any]:
        async with caller.database.reading(caller.acting) as reading:
            texts = await read(reading, statement, arguments)
        return {key: None if text is None else orjson.Fragment(text) for key, text in texts.items()}
