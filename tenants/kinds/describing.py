"""What the API says of a field, a condition or an order that has no description of its own: its labels, its limits."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tenants.kinds.field import Field, FilterBy

WAYS = {
    FilterBy.IN_LIST: "is one of these.",
    FilterBy.EQUAL: "is this.",
    FilterBy.CONTAINS: "contains this, whatever the spaces, dots and capitals.",
    FilterBy.SAME: "is exactly this, however it is spelled.",
    FilterBy.BETWEEN: "lies in this range.",
}
DIRECTIONS = {
    "ASC": "the least first",
    "DESC": "the greatest first",
}


def label_of(name: str, one: Field) -> str:
    """A field's label in English; where none is given, its name as words: `birth_date` is "Birth date"."""
    return one.en or name.replace("_", " ").capitalize()


def describe_field(name: str, one: Field) -> str:
    return one.description or f"{label_of(name, one)} {one.zh}"


def describe_input(name: str, one: Field) -> str:
    """What to fill in, with the limits of it."""
    said = one.description or f"{describe_field(name, one)}."
    return " ".join([said, *describe_limits(one), *([one.hint] if one.hint else [])])


def describe_condition(name: str, one: Field, by: FilterBy) -> str:
    return f"{label_of(name, one)} {one.zh} {WAYS[by]}"


def describe_order(name: str, way: str) -> str:
    words = name.replace("_", " ").lower()
    return f"By {words}, {DIRECTIONS[way]}."


def describe_limits(one: Field) -> Iterator[str]:
    if one.type is str and one.most is not None:
        yield f"At most {one.most} characters."
    elif one.type == list[str] and one.most is not None:
        yield f"At most {one.most} characters each."
    elif one.type in (int, Decimal) and one.least is not None and one.most is not None:
        yield f"From {spell(one.least)} to {spell(one.most)}."
    if one.past:
        yield "Not in the future."


def spell(number: Any) -> str:  # noqa: ANN401  # a whole number or an amount
    return f"{Decimal(number):f}"
