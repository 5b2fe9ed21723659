"""Completes plain values, such as payloads and labels, by the selection asked of them."""

from collections.abc import Mapping
from typing import Any

from tenants.reading.selection import TYPENAME, Selection


async def complete_answer(selection: Selection, answer: Any) -> Any:  # noqa: ANN401  # any plain value
    """A root field's answer, completed; a function in it is called only where its field is selected."""
    if not isinstance(answer, Mapping):
        return complete(selection, answer)
    asked = {one.name for one in selection.below}
    return complete(
        selection, {key: await value() if key in asked and callable(value) else value for key, value in answer.items()}
    )


def complete(selection: Selection, value: Any) -> Any:  # noqa: ANN401  # any plain value
    """The value with the keys and the order of the selection; what is not a mapping stays as it is."""
    if isinstance(value, list):
        return [complete(selection, item) for item in value]
    if not isinstance(value, Mapping) or not selection.of:
        return value
    return {
        one.key: selection.type if one.name == TYPENAME else complete(one, value[one.name]) for one in selection.below
    }
