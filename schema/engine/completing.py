"""Completes plain values, such as payloads and labels, by the selection asked of them."""

from collections.abc import Mapping
from typing import Any

from tenants.reading.selection import TYPENAME, Selection


def complete(selection: Selection, value: Any) -> Any:  # noqa: ANN401  # any plain value
    """The value with the keys and the order of the selection; what is no mapping is taken as it is."""
    if isinstance(value, list):
        return [complete(selection, item) for item in value]
    if not isinstance(value, Mapping) or not selection.of:
        return value
    return {
        one.key: selection.type if one.name == TYPENAME else complete(one, value[one.name]) for one in selection.below
    }
