"""Pages by keyset: which slice of which order, and the conditions that stand for a cursor."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ColumnElement, FromClause, Integer, Tuple, true, tuple_
from sqlalchemy.types import TypeEngine

from tenants.database.actor_sql import walked
from tenants.errors import BadRequest
from tenants.reading.cursor import cursor_of, decoder_of
from tenants.reading.json import number
from tenants.reading.order import KEY_OF_ORDER, Order
from tenants.reading.record import Record
from tenants.reading.selection import Arguments, Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

DEFAULT_SIZE = 20
LARGEST_SIZE = 200
BY_KEY = "ID"
DEFAULT_ORDER = f"{BY_KEY}_ASC"


def requested_size(arguments: Arguments) -> tuple[int, bool]:
    """How large a page is, and whether it is taken from the end. Raises BadRequest for what means nothing."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise BadRequest("FIRST_AND_LAST")
    size = first if first is not None else last if last is not None else DEFAULT_SIZE
    if not 1 <= size <= LARGEST_SIZE:
        raise BadRequest("BAD_PAGE_SIZE", most=LARGEST_SIZE)
    return size, last is not None


@dataclass(frozen=True, slots=True)
class Page:
    """`size` rows of an order: after or before a cursor, from the start or (backward) from the end."""

    record: Record
    selection: Selection
    order: str
    size: int
    backward: bool
    varies: bool = False

    @classmethod
    def from_arguments(cls, record: Record, selection: Selection) -> Self:
        """Raises BadRequest for a size out of bounds, or both `first` and `last`."""
        size, backward = requested_size(selection.arguments)
        order = str(selection.arguments.get("order") or DEFAULT_ORDER)
        return cls(record, selection, order, size, backward, bool(selection.varying & {"first", "last"}))

    def rows(self, builder: "Builder") -> ColumnElement[int]:
        """How many rows it has at most: a number of the statement's, or where that varies, one of the request's."""
        if not self.varies:
            return number(self.size)
        return builder.bind(self.selection, (), Integer(), lambda arguments: requested_size(arguments)[0])

    @property
    def descending(self) -> bool:
        return self.order.endswith("_DESC")

    @property
    def by(self) -> Order | None:
        """What it goes by beside the key; None for the key alone."""
        name = self.order.rpartition("_")[0]
        return None if name == BY_KEY else self.record.orders[name]

    def columns(self, row: FromClause) -> list[ColumnElement[Any]]:
        """The row's columns, of those that are there for an order this one's alone."""
        own = self.by.column if self.by else None
        return [row.c[kept.name] for kept in self.record.table.c if kept.info != KEY_OF_ORDER or kept.name == own]

    def values(self, builder: "Builder", row: FromClause) -> list[ColumnElement[Any]]:
        """What the row has where the order goes by more than the key."""
        return [self.by.value(builder, self.selection, row)] if self.by else []

    def sort_key(self, builder: "Builder", row: FromClause) -> list[ColumnElement[Any]]:
        """What the order goes by, ending in the key, so that no two rows share a key."""
        values = self.values(builder, row)
        sort_key = [self.by.sort_value(value, descending=self.descending) for value in values] if self.by else []
        return [*sort_key, row.c[self.record.key]]

    def walk(self, builder: "Builder", row: FromClause, *, of_range: bool) -> list[ColumnElement[Any]]:
        """The order in which rows are fetched: the page's own, turned round when it is taken from the end."""
        down = self.descending != self.backward
        first, *others = self.sort_key(builder, row)
        key = [walked(first) if of_range else first, *others]
        return [column.desc() if down else column.asc() for column in key]

    def cursor(self, builder: "Builder", row: FromClause) -> ColumnElement[str]:
        return cursor_of(self.order, [*self.values(builder, row), row.c[self.record.key]])

    def inside(self, builder: "Builder", row: FromClause) -> ColumnElement[bool]:
        """The rows strictly between the cursors given."""
        after, before = self.bind_cursor(builder, "after", row), self.bind_cursor(builder, "before", row)
        inside: ColumnElement[bool] = true()
        if after is None and before is None:
            return inside
        place = tuple_(*self.sort_key(builder, row))
        if after is not None:
            inside &= place < after if self.descending else place > after
        if before is not None:
            inside &= place > before if self.descending else place < before
        return inside

    def outside(self, builder: "Builder", row: FromClause) -> ColumnElement[bool] | None:
        """The rows beyond the cursor behind us (at `after`, or at `before` when backward); None without one."""
        cursor = self.bind_cursor(builder, "before" if self.backward else "after", row)
        if cursor is None:
            return None
        place = tuple_(*self.sort_key(builder, row))
        return place >= cursor if self.descending != self.backward else place <= cursor

    def bind_cursor(self, builder: "Builder", argument: str, row: FromClause) -> Tuple | None:
        if self.selection.arguments.get(argument) is None:
            return None
        key = row.c[self.record.key]
        size = 2 if self.by else 1

        def part(index: int, type_: TypeEngine[Any], *, nullable: bool = False) -> ColumnElement[Any]:
            decode = decoder_of(self.order, index, size, type_, nullable=nullable)
            return builder.bind(self.selection, (argument,), type_, decode)

        if self.by is None:
            return tuple_(part(0, key.type))
        (value,) = self.values(builder, row)
        given = part(0, value.type, nullable=self.by.nullable)
        return tuple_(self.by.sort_value(given, descending=self.descending), part(1, key.type))
