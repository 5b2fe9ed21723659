"""Mutations: one input in, the changed record and what is to be corrected out; the rule behind each is the domain's."""

from collections.abc import Sequence
from typing import Any

import strawberry

from schema.caller import Caller
from schema.connection import read_by_the_domain
from schema.engine.answering import Answer
from schema.words import problem_text
from tenants.errors import Problem, ProblemCode
from tenants.reading.names import camel
from tenants.writing.rule import Rule

strawberry.enum(ProblemCode, description="Why a write was rejected; codes are never reused.")


@strawberry.type(description="Something a person can correct.")
class UserError:
    code: ProblemCode
    message: str = strawberry.field(description="In the language of Accept-Language.")
    field: list[str] = strawberry.field(description="The path of the field, from `input` on.")


def user_error(problem: Problem, caller: Caller) -> dict[str, Any]:
    """A problem in the caller's language, as a plain value of the type above."""
    field = ["input", *map(camel, problem.field)]
    return {"code": problem.code, "message": problem_text(problem, caller.language), "field": field}


def mutation(input_type: type, record_type: type, rule: Rule) -> Any:  # noqa: ANN401  # a field
    """The mutation of a rule: `XInput` gives `XPayload`, with the record, or null beside the user errors.

    A payload is null only where another mutation of the same operation was done, and this one failed.
    """
    name = input_type.__name__.removesuffix("Input")
    record = record_type.__name__
    annotations = {record[0].lower() + record[1:]: record_type | None, "user_errors": list[UserError]}
    payload = strawberry.type(type(f"{name}Payload", (), {"__annotations__": annotations}))
    resolver = read_by_the_domain({"input": input_type}, {"input": strawberry.UNSET}, payload | None)
    description = (rule.change.__doc__ or "").strip().partition("\n")[0]
    return strawberry.field(resolver=resolver, description=description, metadata={"rule": rule})


def answered(payload: type, answer: Answer, description: str, input_type: type | None = None) -> Any:  # noqa: ANN401  # a field
    """A mutation that changes no record, answered by a function; its payload may be null as above."""
    taken = {"input": input_type} if input_type else {}
    resolver = read_by_the_domain(taken, dict.fromkeys(taken, strawberry.UNSET), payload | None)
    return strawberry.field(resolver=resolver, description=description, metadata={"answer": answer})


def refused(caller: Caller, problems: Sequence[Problem], *names: str) -> dict[str, Any]:
    """The payload of what was not done: nulls by these names, beside what has to be corrected."""
    return {**dict.fromkeys(names), "user_errors": [user_error(problem, caller) for problem in problems]}
