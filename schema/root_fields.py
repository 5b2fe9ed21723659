"""Root fields that a function answers, where no record is read or changed; plain values, completed by the selection."""

from collections.abc import Mapping
from typing import Any

import strawberry

from schema.caller import Caller
from schema.connection import described, make_resolver
from schema.engine.answering import Answer
from schema.mutation import INPUT, user_error
from schema.unreadable import refuse_unreadable
from tenants.errors import Rejected

RESULT = "What came of it, or why it was not done."
Arguments = Mapping[str, Any]
Payload = Mapping[str, Any]


def query_field(returns: Any, answer: Answer, description: str, arguments: dict[str, Any] | None = None) -> Any:  # noqa: ANN401  # a type, and a field
    """A query, whose arguments may each be left out; it is null where it fails."""
    taken = arguments or {}
    resolver = make_resolver(taken, dict.fromkeys(taken, strawberry.UNSET), returns | None)
    return strawberry.field(resolver=resolver, description=description, metadata={"answer": answer})


def mutation_field(payload: type, answer: Answer, description: str, input_type: type | None = None) -> Any:  # noqa: ANN401  # a field
    """A mutation. What the answer leaves out, and all of it beside user errors, is as the payload's defaults have it.

    A payload is null only where another mutation of the same operation was done, and this one failed.
    """

    async def completed(caller: Caller, arguments: Arguments) -> Payload:
        try:
            refuse_unreadable(arguments)
            return {**vars(payload()), **await answer(caller, arguments)}
        except Rejected as rejected:
            said = [user_error(problem, caller, input_type) for problem in rejected.problems]
            return {**vars(payload()), "user_errors": said}

    taken = {"input": described(input_type, INPUT)} if input_type else {}
    resolver = make_resolver(taken, dict.fromkeys(taken, strawberry.UNSET), payload | None)
    return strawberry.field(resolver=resolver, description=description, metadata={"answer": completed})


def named_mutation_field(payload: type, answer: Answer, description: str, input_type: type) -> Any:  # noqa: ANN401  # a field
    """A mutation of an input `XInput`, which gives an `XPayload` with the fields of the payload."""
    name = f"{input_type.__name__.removesuffix('Input')}Payload"
    made = strawberry.type(type(name, (payload,), {}), description=RESULT)
    return mutation_field(made, answer, description, input_type)
