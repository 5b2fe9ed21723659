"""Root fields: one record by id, a list of a kind, any record by its id alone."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, BigInteger, ColumnElement, FromClause, Uuid, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.hierarchy.division import parse_code
from tenants.reading.builder import Builder
from tenants.reading.connection import Connection
from tenants.reading.json import EMPTY_LIST, NULL
from tenants.reading.record import Record
from tenants.reading.selection import Selection
from tenants.reading.statement import Root
from tenants.reading.visibility import reaches_any

NODE = "node"


def roots_of(record: Record) -> dict[str, Root]:
    """The single read and the list of one kind of record."""
    return {
        record.single: lambda builder, selection: by_key(builder, record, selection, record.key),
        record.plural: lambda builder, selection: Connection(builder, record, selection).build(),
    }


def by_key(builder: Builder, record: Record, selection: Selection, argument: str) -> ColumnElement[Any]:
    of_type = selection.of[record.name]
    tenant = record.key == "code"
    wanted = builder.bind(selection, (argument,), BigInteger() if tenant else Uuid(), code_in if tenant else uuid_in)

    def is_it(row: FromClause) -> ColumnElement[bool]:
        return row.c[record.key] == wanted

    return builder.one(record, is_it, of_type)


def by_keys(builder: Builder, record: Record, selection: Selection, *, gaps: bool) -> ColumnElement[Any]:
    """The records of the ids given, in their order; what is not to be seen leaves a gap, or is left out."""
    asked = func.unnest(builder.bind(selection, ("ids",), ARRAY(Uuid())))
    keys = asked.table_valued("id", with_ordinality="n", name=builder.alias()).render_derived()
    found = builder.one(record, lambda row: row.c[record.key] == keys.c.id, selection.of[record.name])
    items = select(found.label("item"), keys.c.n).select_from(keys).subquery(builder.alias())
    listed: ColumnElement[Any] = func.json_agg(aggregate_order_by(items.c.item, items.c.n), type_=JSON)
    if not gaps:
        listed = listed.filter(items.c.item.is_not(None))
    return func.coalesce(select(listed).select_from(items).scalar_subquery(), EMPTY_LIST, type_=JSON)


def node(builder: Builder, selection: Selection) -> ColumnElement[Any]:
    """Whatever kind has the id; a kind that the role has no business with is not found."""
    kinds = [builder.records[name] for name in selection.of]
    found = [by_key(builder, kind, selection, "id") for kind in kinds if reaches_any(builder.role, kind)]
    return func.coalesce(*found, NULL, type_=JSON)


def uuid_in(text: str) -> UUID | None:
    """An id that is none is an id of nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def code_in(value: int | str) -> int | None:
    """A division code, already parsed or as the text of an id."""
    try:
        return value if isinstance(value, int) else parse_code(value)
    except ValueError:
        return None
