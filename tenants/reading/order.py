"""Orders: by what rows are put in order; those that have nothing there come last, whichever the direction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

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
    func,
    literal_column,
)

from tenants.reading.record import View
from tenants.reading.selection import Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder
    from tenants.reading.record import Build

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
class OrderValues:
    """Values of a type: how one is read from a cursor, and what stands for null where it is the last."""

    parse: Callable[[str], object]
    ends: tuple[str, str] | None = None


def parse_moment(text: str) -> datetime:
    """Raises ValueError for one without an offset."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a moment without an offset")
    return found


def make_bounded_parser(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError("no number that the database can hold")
        return int(text)

    return parse


def order_values_of(bits: int) -> OrderValues:
    largest, type_ = 2 ** (bits - 1) - 1, f"int{bits // 8}"
    return OrderValues(make_bounded_parser(-largest, largest), (f"'{largest}'::{type_}", f"'-{largest}'::{type_}"))


VALUES: Mapping[type, OrderValues] = {
    Text: OrderValues(str),
    Date: OrderValues(date.fromisoformat, ("'infinity'::date", "'-infinity'::date")),
    DateTime: OrderValues(parse_moment, ("'infinity'::timestamptz", "'-infinity'::timestamptz")),
    Integer: order_values_of(32),
    Whole: order_values_of(64),
    Series: OrderValues(make_bounded_parser(0, 2**63 - 1)),
    ChineseOrder: OrderValues(str),
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order by a column, and the view of what it tells; or by what is `worked_out` of each row that is listed.

    What never happened there comes before all that did.
    """

    column: str
    view: View = View.SUMMARY
    nullable: bool = False
    worked_out: "Build | None" = None

    def value(self, builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
        return self.worked_out(builder, selection, row) if self.worked_out else row.c[self.column]

    def sort_value(self, value: ColumnElement[Any], *, descending: bool) -> ColumnElement[Any]:
        """The value, or what is the last in its place: as the index has it (`keep_order` in the database).

        A case, because PostgreSQL looks up no `coalesce` before it asks the policies.
        """
        ends = VALUES[type(value.type)].ends
        if self.worked_out and ends:
            return func.coalesce(value, literal_column(ends[True], value.type))
        if not self.nullable or ends is None:
            return value
        return case((value.is_(None), literal_column(ends[descending], value.type)), else_=value)
