"""The part of an operation's variables that decides the shape of its statement; the rest are parameters."""

from collections.abc import Hashable
from enum import Enum
from typing import Any


def signature_of(value: Any) -> Hashable:  # noqa: ANN401  # any coerced input
    """Equal for values that lead to one statement: absence, null, booleans, orders count; texts and numbers do not."""
    match value:
        case None | bool() | Enum():
            return value if not isinstance(value, bool) else ("bool", value)
        case dict():
            return tuple(sorted((key, signature_of(inner)) for key, inner in value.items()))
        case list():
            return ("list", len(value) == 0)
        case _:
            return type(value).__qualname__
