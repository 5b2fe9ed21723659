"""Asking the engine, and what comes back."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from schema.caller import Caller, Language
from schema.engine.engine import Engine, Request
from schema.engine.operation import InvalidOperation
from schema.messages import error_text
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
        return f"answered: {await ask(engine, caller, text, variables, name)}"
    except InvalidOperation as error:
        return error.errors[0].message
    except CircleError as error:
        refused = error
    assert "$" not in error_text(refused, Language.EN), "its message lacks a detail"
    return refused.reason or refused.code


def ordered(value: Any) -> str:  # noqa: ANN401  # any JSON
    """Text that is equal for equal JSON, the order of keys included; JSON has one kind of number."""
    if isinstance(value, str):
        value = json.loads(value)
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401  # any JSON
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
