"""Orders: by what rows are put in order; those that have nothing there come last, whichever the direction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Text,
    TypeDecorator,
    case,
    literal_column,
)

from tenants.reading.record import Depth

# Of a column that is there for an order alone; nothing else reads it.
KEY_OF_ORDER = {"order": True}


class ChineseOrder(TypeDecorator[str]):
    """A text by which names are in the order of pinyin, as the database's `chinese_order` makes it."""

    impl = Text
    cache_ok = True


class Whole(TypeDecorator[int]):
    """A large whole number. Amounts are ordered as one: numerics are not looked up in an index before the policies."""

    impl = BigInteger
    cache_ok = True


class Series(TypeDecorator[int]):
    """A number in a series."""

    impl = BigInteger
    cache_ok = True


@dataclass(frozen=True, slots=True)
class Values:
    """Values of a type: how one is read from a cursor, and what stands for null where it is the last."""

    parse: Callable[[str], object]
    ends: tuple[str, str] | None = None


def moment(text: str) -> datetime:
    """Raises ValueError for one without an offset."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without an offset")
    return found


def within(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError("no number that the database can hold")
        return int(text)

    return parse


def whole(bits: int) -> Values:
    largest, type_ = 2 ** (bits - 1) - 1, f"int{bits // 8}"
    return Values(within(-largest, largest), (f"'{largest}'::{type_}", f"'-{largest}'::{type_}"))


VALUES: Mapping[type, Values] = {
    Text: Values(str),
    Date: Values(date.fromisoformat, ("'infinity'::date", "'-infinity'::date")),
    DateTime: Values(moment, ("'infinity'::timestamptz", "'-infinity'::timestamptz")),
    Integer: whole(32),
    Whole: whole(64),
    Series: Values(within(0, 2**63 - 1)),
    ChineseOrder: Values(str),
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order by a column, and the depth of what it tells."""

    column: str
    depth: Depth = Depth.LOCATED
    nullable: bool = False

    def value(self, row: FromClause) -> ColumnElement[Any]:
        return row.c[self.column]

    def place(self, value: ColumnElement[Any], *, descending: bool) -> ColumnElement[Any]:
        """The value, or what is the last in its place: as the index has it (`keep_order` in the database).

        A case, because PostgreSQL looks up no `coalesce` before it asks the policies.
        """
        ends = VALUES[type(value.type)].ends
        if not self.nullable or ends is None:
            return value
        return case((value.is_(None), literal_column(ends[descending], value.type)), else_=value)
