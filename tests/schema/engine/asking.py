"""Asking the engine, and what comes back."""

from collections.abc import Mapping
from typing import Any

import orjson

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.operation import InvalidOperation
from tenants.errors import CircleError


async def ask(
    engine: Engine, caller: Caller, text: str, variables: Mapping[str, Any] | None = None, name: str | None = None
) -> Any:  # noqa: ANN401  # any JSON
    """Give the data as a client reads it."""
    return orjson.loads(orjson.dumps(await engine.execute(Request(text, variables or {}, name), caller)))


async def refusal(
    engine: Engine, caller: Caller, text: str, variables: Mapping[str, Any] | None = None, name: str | None = None
) -> str:
    """Give what the engine says instead of an answer: a reason, or GraphQL's own words. Any other error is raised."""
    try:
        data = await ask(engine, caller, text, variables, name)
    except InvalidOperation as error:
        return error.errors[0].message
    except CircleError as error:
        return error.reason or error.code
    return f"answered: {data}"
