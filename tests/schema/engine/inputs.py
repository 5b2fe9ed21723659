"""Values for arguments, drawn at random, and how they are written: as literals, variables, defaults, or not at all."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputType,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from tests.schema.engine.conditions import cursor_of
from tests.schema.engine.drawing import TENANTS, TEXTS
from tests.schema.engine.memory import Records
from tests.schema.engine.recount import PERIODS

Draw = Callable[[st.SearchStrategy[Any]], Any]

ABSENT = object()
CODES = ("33", "3301", "330127", "330127100", "330127100201", "340000000000", "120000000000")
NO_IDS = ("", "0", "no id", "00000000-0000-7000-8000-000000000000", "330127999999", "王")


SCALARS = {
    "Boolean": (False, True),
    "DivisionCode": (*CODES, *map(str, TENANTS)),
    "Period": tuple(period for period in PERIODS if period),
    "Date": ("2023-12-01", "2024-01-05", "2024-03-15", "2024-07-01", "0001-01-01", "9999-12-31"),
    "DateTime": (
        "2023-01-01T00:00:00Z",
        "2024-07-01T00:00:00+00:00",
        "2024-07-01T08:00:00+08:00",
        "2100-12-31T00:00:00Z",
    ),
    "Int": (0, 1, 7, 50, 200, 9999, 2**31 - 1),
    "Money": ("0.00", "0.01", "12.50", "5000", "999999999999.99"),
    "String": (*TEXTS, "王", "村", "", "李" * 51, "%", "_", "\\"),
}


# As somebody might write them who looks for what is kept.
SPELLED = {
    "identityNumber": (*TEXTS, "null", "NULL", "o'brien", "line break tab"),
    "phone": ("13800000000", "138 0000 0000", "+86-138-0000-0000", "8613900000000", "86 139", ""),
}


class Inputs:
    """The state of drawing an operation's arguments: the variables it declares, and what is sent for them."""

    def __init__(self, draw: Draw, records: Records) -> None:
        self.draw = draw
        self.records = records
        self.definitions: list[str] = []
        self.variables: dict[str, Any] = {}

    def chance(self, percent: int) -> bool:
        # The shrinker goes to 0, and so to what is simplest.
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def pick(self, among: Sequence[Any]) -> Any:  # noqa: ANN401  # one of them
        return self.draw(st.sampled_from(among))

    def cursor(self, kind: str, order: str) -> str:
        """One that an answer might have held: to this caller, or to another."""
        return cursor_of(self.pick(self.records[kind]), order)

    def input(self, type_: GraphQLInputType, name: str, *, required: bool = False) -> Any:  # noqa: ANN401  # any input
        """A value of the type, as JSON has it; ABSENT or None only where it may be."""
        if not required and self.chance(50):
            return ABSENT if is_non_null_type(type_) else self.pick((ABSENT, ABSENT, ABSENT, ABSENT, None))
        return self.value(type_.of_type if is_non_null_type(type_) else type_, name)

    def value(self, type_: GraphQLInputType, name: str) -> Any:  # noqa: ANN401  # any input
        if is_list_type(type_):
            return [self.input(type_.of_type, name, required=True) for _ in range(self.draw(st.integers(0, 3)))]
        if is_input_object_type(type_):
            share = 70 if type_.name.endswith("Range") else 30
            drawn = {key: self.input(of.type, key) for key, of in type_.fields.items() if self.chance(share)}
            return in_order({key: value for key, value in drawn.items() if value is not ABSENT})
        if is_enum_type(type_):
            return self.pick(sorted(type_.values))
        return self.scalar(get_named_type(type_).name, name)

    def scalar(self, type_: str, name: str) -> Any:  # noqa: ANN401  # any scalar
        if type_ == "ID":
            return self.id(name[0].upper() + name[1:])
        return self.pick(SPELLED.get(name, SCALARS[type_]))

    def id(self, kind: str) -> str:
        of_kind = self.records.get(kind) or self.records[self.pick(sorted(self.records))]
        if self.chance(15):
            return str(self.pick(NO_IDS))
        return str(self.pick(of_kind).key)

    def argument(self, argument: GraphQLArgument | GraphQLInputField, value: Any) -> str | None:  # noqa: ANN401
        """The text of an argument that comes to the value; None where it is left out."""
        if value is not ABSENT:
            return self.given(argument.type, value)
        if is_non_null_type(argument.type) or not self.chance(20):
            return None
        name = self.declare(str(argument.type))
        return f"${name}"

    def given(self, type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
        """The text of a value, some of it in variables."""
        if not self.chance(30):
            return self.literal(type_, value)
        bare = type_.of_type if is_non_null_type(type_) else type_
        must_be = is_non_null_type(type_) or (value is not None and self.chance(30))
        declared = f"{bare}!" if must_be else str(bare)
        if value is not None and self.chance(30):
            # The default is the value, and nothing is sent.
            return f"${self.declare(f'{declared} = {plain(bare, value)}')}"
        name = self.declare(declared)
        self.variables[name] = value
        return f"${name}"

    def declare(self, declaration: str) -> str:
        name = f"v{len(self.definitions)}"
        self.definitions.append(f"${name}: {declaration}")
        return name

    def literal(self, type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
        bare = type_.of_type if is_non_null_type(type_) else type_
        if value is not None and is_list_type(bare):
            if len(value) == 1 and self.chance(30):
                return plain(bare.of_type, value[0])
            return "[" + ", ".join(self.given(bare.of_type, one) for one in value) + "]"
        if value is not None and is_input_object_type(bare):
            members = ((key, self.argument(bare.fields[key], inner)) for key, inner in value.items())
            return "{" + ", ".join(f"{key}: {text}" for key, text in members) + "}"
        return plain(bare, value)


def in_order(drawn: dict[str, Any]) -> dict[str, Any]:
    """The same, but that a range is the right way round."""
    first, last = drawn.get("from"), drawn.get("to")
    if first is not None and last is not None and sort_key(first) > sort_key(last):
        return {**drawn, "from": last, "to": first}
    return drawn


def sort_key(value: Any) -> Any:  # noqa: ANN401  # any end of a range
    return Decimal(value) if isinstance(value, str) and value.replace(".", "").isdigit() else value


def plain(type_: GraphQLInputType, value: Any) -> str:  # noqa: ANN401  # any input
    """The text of a value without variables."""
    bare = type_.of_type if is_non_null_type(type_) else type_
    if value is None:
        return "null"
    if is_list_type(bare):
        return "[" + ", ".join(plain(bare.of_type, one) for one in value) + "]"
    if is_input_object_type(bare):
        return "{" + ", ".join(f"{key}: {plain(bare.fields[key].type, inner)}" for key, inner in value.items()) + "}"
    return str(value) if is_enum_type(bare) else json.dumps(value, ensure_ascii=False)
