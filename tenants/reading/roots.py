"""Root fields: one record by id, a list of a kind."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, BigInteger, ColumnElement, Uuid, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.division import parse_code
from tenants.reading.builder import Builder
from tenants.reading.connection import Connection
from tenants.reading.json import EMPTY_LIST
from tenants.reading.record import Record
from tenants.reading.selection import Selection
from tenants.reading.statement import Root

# Of a UUID as it is written most wordily.
LONGEST_ID = len("urn:uuid:{00000000-0000-0000-0000-000000000000}")


def roots_of(record: Record) -> dict[str, Root]:
    """The single read and the list of one kind of record; of a read-only one the list alone."""
    roots: dict[str, Root] = {record.plural: lambda builder, selection: Connection(builder, record, selection).build()}
    if not record.read_only:
        roots[record.single] = lambda builder, selection: read_by_key(builder, record, selection, record.key)
    return roots


def read_by_key(builder: Builder, record: Record, selection: Selection, argument: str) -> ColumnElement[Any]:
    """The record that the argument names; without a code, the tenant of the grant acted under."""
    of_code = record.key == "code"
    if of_code and selection.arguments.get(argument) is None:
        return found(builder, record, selection, func.actor_low(type_=BigInteger))
    type_, convert = (BigInteger(), parse_code_or_none) if of_code else (Uuid(), parse_uuid)
    return found(builder, record, selection, builder.bind(selection, (argument,), type_, convert))


def found(builder: Builder, record: Record, selection: Selection, key: ColumnElement[Any]) -> ColumnElement[Any]:
    return builder.build_one(record, lambda row: row.c[record.key] == key, selection.of[record.name])


def by_keys(builder: Builder, record: Record, selection: Selection, *, gaps: bool) -> ColumnElement[Any]:
    """The records of the ids given, in their order; what is not to be seen leaves a gap, or is left out."""
    asked = func.unnest(builder.bind(selection, ("ids",), ARRAY(Uuid())))
    keys = asked.table_valued("id", with_ordinality="n", name=builder.alias()).render_derived()
    found = builder.build_one(record, lambda row: row.c[record.key] == keys.c.id, selection.of[record.name])
    items = select(found.label("item"), keys.c.n).select_from(keys).subquery(builder.alias())
    listed: ColumnElement[Any] = func.json_agg(aggregate_order_by(items.c.item, items.c.n), type_=JSON)
    if not gaps:
        listed = listed.filter(items.c.item.is_not(None))
    return func.coalesce(select(listed).select_from(items).scalar_subquery(), EMPTY_LIST, type_=JSON)


def parse_uuid(text: str) -> UUID | None:
    """An id that is none is an id of nothing; no text is looked through whatever its length."""
    try:
        return UUID(text) if len(text) <= LONGEST_ID else None
    except ValueError:
        return None


def parse_code_or_none(value: int | str) -> int | None:
    """A division code, already parsed or as the text of an id."""
    try:
        return value if isinstance(value, int) else parse_code(value)
    except ValueError:
        return None
