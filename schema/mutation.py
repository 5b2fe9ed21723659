"""Mutations of records: one input in, the changed record and user errors out; the rule behind each is the domain's."""

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry.types import get_object_definition

from schema.caller import Caller
from schema.connection import described, lazy_type, list_of, make_resolver
from schema.messages import problem_text
from schema.problem_texts import PROBLEMS
from tenants.errors import Problem, ProblemCode
from tenants.kinds.mutation import InputKind, Mutation
from tenants.reading.names import camel
from tenants.writing.rule import PayloadField

CURRENT = "current"
CHANGED = "The record after the change; null beside user errors."
USER_ERRORS = "What a person can correct: nothing was written unless this is empty."
INPUT = "What is to be written."

strawberry.enum(ProblemCode, description="Why a write was rejected; codes are never reused.")
for each in vars(ProblemCode)["__strawberry_definition__"].values:
    each.description = PROBLEMS[each.value][1]


@strawberry.type(description="What a message names: a limit, a day, a version.")
class Parameter:
    name: str = strawberry.field(description="What it is: `most`, `least`, `version` and so on.")
    value: str = strawberry.field(description="As text.")


@strawberry.type(description="Something a person can correct.")
class UserError:
    code: ProblemCode = strawberry.field(description="What a program goes by.")
    message: str = strawberry.field(description="In the language of Accept-Language.")
    field: list[str] = strawberry.field(
        description="The path of the field, from `input` on. Of a field of the record that the input has not it is"
        " the record's `id`, and the parameter `field` says which."
    )
    parameters: list[Parameter] = strawberry.field(description="What the message names, as data.")
    current_version: int | None = strawberry.field(description="Of a CONFLICT: the version that the record is at now.")


@strawberry.input(description="Something that exists, at the version you saw.")
class VersionedInput:
    id: strawberry.ID = strawberry.field(description="Which one.")
    expected_version: int = strawberry.field(description="The version that you saw; another one is a CONFLICT.")


def user_error(problem: Problem, caller: Caller, input_type: type | None) -> dict[str, Any]:
    """A problem of an input in the caller's language, as a plain value of the type above."""
    path = path_within(input_type, problem.field)
    meant = {} if path == problem.field else {"field": camel(problem.field[-1].removesuffix("_id"))}
    parameters = {**problem.details, **meant}
    return {
        "code": problem.code,
        "message": problem_text(problem, caller.language),
        "field": ["input", *map(camel, path)],
        "parameters": [{"name": camel(name), "value": str(value)} for name, value in parameters.items()],
        "current_version": problem.details.get("version"),
    }


def path_within(input_type: Any, path: Sequence[str]) -> tuple[str, ...]:  # noqa: ANN401  # a type
    """The path as far as the input has it; where it ends early, what it is about is the record that the input names."""
    found: list[str] = []
    for name in path:
        if not name.isdigit():
            while hasattr(input_type, "of_type"):
                input_type = input_type.of_type
            definition = get_object_definition(input_type)
            fields = {one.python_name: one.type for one in definition.fields} if definition else {}
            if name not in fields:
                return (*found, *(["id"] if "id" in fields else []))
            input_type = fields[name]
        found.append(name)
    return tuple(found)


def rule_field(input_type: type, rule: Mutation) -> Any:  # noqa: ANN401  # a field
    """The mutation that runs a rule: `XInput` gives `XPayload`, with what it changed, or with null and user errors.

    A payload is null only where another mutation of the same operation was done, and this one failed.
    """
    name = input_type.__name__.removesuffix("Input")
    annotations: dict[str, Any] = {one.name: payload_annotation(one) for one in rule.payload}
    annotations |= {"user_errors": list[UserError], "warnings": list[UserError]}
    said = {one.name: strawberry.field(description=one.description or CHANGED) for one in rule.payload}
    said["user_errors"] = strawberry.field(description=USER_ERRORS)
    if rule.input.kind in {InputKind.UPDATE, InputKind.END}:
        annotations[CURRENT] = payload_annotation(rule.payload[0])
        said[CURRENT] = strawberry.field(description="The record as it is now, where the change was a CONFLICT.")
    said["warnings"] = strawberry.field(description="What was written as it was given, and should be looked at again.")
    made = type(f"{name}Payload", (), {"__annotations__": annotations, **said})
    payload = strawberry.type(made, description=f"What `{camel(rule.name)}` changed, or why it did not.")
    resolver = make_resolver({"input": described(input_type, INPUT)}, {"input": strawberry.UNSET}, payload | None)
    metadata = {"rule": rule, "input": input_type}
    return strawberry.field(resolver=resolver, description=rule.description, metadata=metadata)


def payload_annotation(field: PayloadField) -> Any:  # noqa: ANN401  # an annotation
    record = lazy_type(field.kind)
    if field.most is None:
        return record | None
    return list_of(record | None if field.per_item else record) | None
