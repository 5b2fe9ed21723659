"""The ways a field is exposed: a column by its view, a masked one, one related record, a connection of them."""

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    LargeBinary,
    Table,
    Text,
    any_,
    case,
    cast,
    func,
    null,
)
from sqlalchemy.types import TypeEngine

from tenants import normal_form
from tenants.division import end_of
from tenants.encryption.columns import SearchTerm, hash_column
from tenants.metadata import Sensitive
from tenants.normal_form import Normal
from tenants.reading.connection import Connection, Way
from tenants.reading.json import literal, number
from tenants.reading.record import Exposure, Expression, Filter, Join, View, as_it_is
from tenants.reading.selection import Selection
from tenants.reading.visibility import can_view_any

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def column(name: str, view: View = View.FULL) -> Exposure:
    """A column as it is; a sensitive one as it is once it is decrypted."""

    def build(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
        value = row.c[name]
        return builder.mark_encrypted(row, value) if isinstance(value.type, Sensitive) else value

    return Exposure(view, build)


def computed(expression: Expression, view: View = View.FULL, masked: Expression | None = None) -> Exposure:
    """A value computed from the row; `masked` is what a reader sees instead who sees only the summary."""
    return Exposure(view, lambda _builder, _selection, row: expression(row), masked)


def summary_columns(*names: str) -> dict[str, Exposure]:
    """Columns that the summary shows, too."""
    return {name: column(name, View.SUMMARY) for name in names}


def related_one(
    target: str, on: Join, *, tied: bool = False, hidden_from: str | None = None, view: View = View.SUMMARY
) -> Exposure:
    """One related record, `on(row, target)`; tied when being named by a visible row makes it visible itself.

    `hidden_from` is the row's column that names a record which may be out of sight.
    """

    def build(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
        return builder.build_one(builder.records[target], lambda other: on(row, other), selection.below, tied=tied)

    if hidden_from is None:
        return Exposure(view, build)

    def hidden(builder: "Builder", row: FromClause) -> ColumnElement[bool]:
        if not can_view_any(builder.role, builder.records[target]):
            return row.c[hidden_from].is_not(None)
        key = Selection("key", builder.records[target].key)
        seen = builder.build_one(builder.records[target], lambda other: on(row, other), [key], tied=tied)
        return row.c[hidden_from].is_not(None) & seen.is_(None)

    return Exposure(view, build, hidden=hidden)


def related_many(target: str, on: Join) -> Exposure:
    """A connection of related records, `on(row, target)`."""

    def build(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
        def listed(other: FromClause) -> ColumnElement[bool]:
            return on(row, other)

        return Connection(builder, builder.records[target], selection, listed, way=Way.FOLLOWED).build()

    return Exposure(View.SUMMARY, build)


def age_band(birth_date: ColumnElement[Any]) -> ColumnElement[str]:
    """Which band of ages the person is in today, in Shanghai."""
    years = cast(func.date_part(literal("year"), func.age(func.today(), birth_date)), Integer)
    return case(
        (birth_date.is_(None), null()),
        (years < number(6), literal("UNDER_6")),
        (years < number(12), literal("FROM_6_TO_11")),
        (years < number(16), literal("FROM_12_TO_15")),
        (years < number(18), literal("FROM_16_TO_17")),
        else_=literal("ADULT"),
    )


def mask_name(name: ColumnElement[str]) -> ColumnElement[str]:
    """The family name alone, as in 张**."""
    return func.left(name, number(1)) + literal("**")


def is_one_of(name: str, view: View = View.SUMMARY) -> Filter:
    """The column's value is one of a list."""
    return Filter(lambda row, values: row.c[name] == any_(values), ((ARRAY(Text), list),), view)


def is_equal(name: str, type_: TypeEngine[Any], view: View = View.SUMMARY) -> Filter:
    return Filter(lambda row, value: row.c[name] == value, ((type_, as_it_is),), view)


def is_same(table: Table, name: str) -> Filter:
    """The sensitive column's value, however it is spelled, told by its hash."""
    return Filter(
        lambda row, digest: row.c[hash_column(name)] == digest,
        ((LargeBinary(), partial(SearchTerm, table.name, name)),),
        View.FULL,
    )


def contains(name: str, view: View = View.FULL, normal: Normal = normal_form.normalize_line) -> Filter:
    """The column's text holds the asked text somewhere, both in their normal form."""
    return Filter(lambda row, text: func.strpos(row.c[name], text) > number(0), ((Text(), normal),), view)


def in_tenant(name: str = "tenant_code") -> Filter:
    """The record is kept by a tenant or by one below it."""
    return Filter(
        lambda row, low, high: (row.c[name] >= low) & (row.c[name] < high),
        ((BigInteger(), as_it_is), (BigInteger(), end_of)),
    )
