"""The categories that a child had before, each with its days."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Column, ColumnElement, Date, FromClause, Text, func, select

from tenants.reading.json import EMPTY_LIST, json_object, literal
from tenants.reading.selection import TYPENAME, Selection
from tenants.records.child.enums import CategorySource, ChildCategory

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


@dataclass(frozen=True, slots=True)
class CategoryPeriod:
    """A category that the child had before, and its days."""

    category: ChildCategory
    source: CategorySource
    since: date
    until: date


def category_history(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The categories the child had before, oldest first, each with its days."""
    past = (
        func.jsonb_to_recordset(row.c.category_history)
        .table_valued(
            Column("category", Text),
            Column("source", Text),
            Column("since", Date),
            Column("until", Date),
            name=builder.alias(),
        )
        .render_derived(with_types=True)
    )
    members = [
        (one.key, literal(selection.type) if one.name == TYPENAME else past.c[one.name]) for one in selection.below
    ]
    listed = func.json_agg(json_object(members, builder.alias()), type_=JSON)
    return func.coalesce(select(listed).select_from(past).correlate_except(past).scalar_subquery(), EMPTY_LIST)
