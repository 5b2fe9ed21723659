"""Compliance: how far what was owed was done, item by item, of a tenant and all below it."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Float,
    FromClause,
    Integer,
    Numeric,
    Text,
    Uuid,
    any_,
    cast,
    func,
    select,
    true,
)

from tenants.access.scope import Verb
from tenants.errors import Forbidden
from tenants.kinds.table import table_of
from tenants.reading.json import EMPTY_LIST, json_object, literal, number
from tenants.reading.record import Exposure, View
from tenants.reading.selection import TYPENAME, Arguments, Selection
from tenants.records.checklist_item.kind import CHECKLIST_ITEM
from tenants.statistics.period import Period

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

FIGURES = ("obliged", "waived", "fulfilled", "late", "missed", "overdue", "open")
COLUMNS = (Column("item_id", Uuid), *(Column(name, BigInteger) for name in FIGURES))
NAMES = ("code", "name", "name_en")


def build_compliance(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """Raises Forbidden for a role that sees no children."""
    if not builder.role.scopes("compliance", Verb.READ):
        raise Forbidden(role=builder.role.name, resource="compliance")
    since, until = (builder.bind(selection, ("period",), Date(), end) for end in (start_of, end_of))
    return count_compliance(builder, selection, row, (since, until), builder.bind(selection, (), ARRAY(Text), chosen))


def count_compliance(
    builder: "Builder",
    selection: Selection,
    row: FromClause,
    period: tuple[ColumnElement[Any], ColumnElement[Any]],
    codes: ColumnElement[Any] | None = None,
) -> ColumnElement[Any]:
    """Of a row of tenants one entry an item, all its versions together, of what is due in a half-open period."""
    counted = func.compliance_of(row.c.code, *period).table_valued(*columns(), name=builder.alias())
    item = table_of(CHECKLIST_ITEM).alias(builder.alias())
    sums = (cast(func.sum(counted.c[name]), Integer).label(name) for name in FIGURES)
    found = (
        select(*(func.max(item.c[name]).label(name) for name in NAMES), *sums)
        .select_from(counted.join(item, item.c.id == counted.c.item_id))
        .where(true() if codes is None else codes.is_(None) | (item.c.code == any_(codes)))
        .group_by(item.c.tenant_code, item.c.code)
        .order_by(item.c.tenant_code, item.c.code)
        .correlate_except(counted, item)
        .subquery(builder.alias())
    )
    members = [(one.key, member(one, selection, found)) for one in selection.below]
    listed = func.json_agg(json_object(members, builder.alias()), type_=JSON)
    return func.coalesce(select(listed).select_from(found).correlate_except(found).scalar_subquery(), EMPTY_LIST)


def member(one: Selection, of: Selection, found: FromClause) -> ColumnElement[Any]:
    match one.name:
        case "rate":
            owed = func.nullif(found.c.obliged - found.c.waived, number(0))
            return cast(func.round(cast(found.c.fulfilled, Numeric) / owed, number(4)), Float)
        case name if name == TYPENAME:
            return literal(of.type)
        case name:
            found_column: ColumnElement[Any] = found.c[name]
            return found_column


def start_of(period: Period) -> date:
    """Raises BadRequest for a period yet to begin."""
    return period.begun().start


def end_of(period: Period) -> date:
    return period.end


def columns() -> list[Column[Any]]:
    return [Column(one.name, one.type) for one in COLUMNS]


def chosen(arguments: Arguments) -> object:
    return arguments.get("item")


COMPLIANCE: Mapping[str, Exposure] = {"compliance": Exposure(View.FULL, build_compliance)}
