"""Root fields: one record by id, a list of a kind, any record by its id alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, BigInteger, ColumnElement, Text, Uuid, case, column, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.division import parse_code
from tenants.errors import BadRequest
from tenants.reading.builder import Builder
from tenants.reading.connection import Connection
from tenants.reading.json import EMPTY_LIST, NULL, literal
from tenants.reading.page import LARGEST_SIZE
from tenants.reading.record import Record
from tenants.reading.selection import Selection
from tenants.reading.statement import Root
from tenants.reading.visibility import can_view_any

NODE, NODES = "node", "nodes"


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


def read_node(builder: Builder, selection: Selection) -> ColumnElement[Any]:
    """Whatever has the id."""
    key = builder.bind(selection, ("id",), Uuid(), parse_uuid)
    return of_any_kind(builder, selection, key, builder.bind(selection, ("id",), BigInteger(), parse_code_or_none))


def nodes(builder: Builder, selection: Selection) -> ColumnElement[Any]:
    """Whatever has each of the ids, null for what is not found, in their order."""
    keys = builder.bind(selection, ("ids",), ARRAY(Uuid), lambda ids: [parse_uuid(one) for one in within_a_page(ids)])
    codes = builder.bind(selection, ("ids",), ARRAY(BigInteger), lambda ids: [parse_code_or_none(one) for one in ids])
    asked = (
        func.unnest(keys, codes)
        .table_valued(column("key", Uuid), column("code", BigInteger), with_ordinality="n", name=builder.alias())
        .render_derived()
    )
    item = of_any_kind(builder, selection, asked.c.key, asked.c.code)
    listed = func.json_agg(aggregate_order_by(item, asked.c.n), type_=JSON)
    return func.coalesce(select(listed).select_from(asked).scalar_subquery(), EMPTY_LIST, type_=JSON)


def of_any_kind(
    builder: Builder, selection: Selection, key: ColumnElement[Any], code: ColumnElement[Any]
) -> ColumnElement[Any]:
    """The record of the kind that the database tells by the id; of the others, whichever is found.

    A kind that the role has no business with is not found.
    """
    records = [builder.records[name] for name in selection.of if name in builder.records]
    kinds = [kind for kind in records if can_view_any(builder.role, kind)]
    told = [(literal(kind.code), found(builder, kind, selection, key)) for kind in kinds if kind.told]
    others = [found(builder, kind, selection, code if kind.key == "code" else key) for kind in kinds if not kind.told]
    other: ColumnElement[Any] = func.coalesce(*others, NULL, type_=JSON)
    # A CASE has at least one WHEN.
    return case(*told, value=func.kind_of(key, type_=Text), else_=other) if told else other


def within_a_page(ids: Sequence[str]) -> Sequence[str]:
    """Raises BadRequest for too many."""
    if len(ids) > LARGEST_SIZE:
        raise BadRequest("BAD_PAGE_SIZE", most=LARGEST_SIZE)
    return ids


def parse_uuid(text: str) -> UUID | None:
    """An id that is none is an id of nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def parse_code_or_none(value: int | str) -> int | None:
    """A division code, already parsed or as the text of an id."""
    try:
        return value if isinstance(value, int) else parse_code(value)
    except ValueError:
        return None
