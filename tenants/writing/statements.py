"""The statements that writing needs, each compiled once; only their values differ between requests."""

from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import BindParameter, Column, Table, and_, bindparam, insert, select, true, update

from tenants.access.catalogue import Role
from tenants.access.reach import Reach
from tenants.reading.record import Record
from tenants.reading.visibility import visible, within
from tenants.sql import Compiled, compile_statement

# In characters, of each kind.
REMEMBERED = 1_000_000


def weigh(statement: Compiled) -> int:
    return len(statement.text)


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def finding(record: Record, role: Role, reaches: frozenset[Reach] | None) -> Compiled:
    """The visible record with a `key`, and whether it is `allowed`: within the reaches, or in any case (None)."""
    row = record.table.alias()
    allowed = true() if reaches is None else within(record, row, reaches)
    key = row.c[record.key]
    wanted = and_(key == bindparam("key", type_=key.type), visible(role, record, row))
    return compile_statement(select(row, allowed.label("allowed")).where(wanted))


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def adding(table: Table, names: frozenset[str]) -> Compiled:
    """A row of the named columns."""
    return compile_statement(insert(table).values(given(table, names)))


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def changing(table: Table, names: frozenset[str]) -> Compiled:
    """Sets the named columns, and the next version, of the row of `found_id` at `found_version`; returns its id."""
    found = and_(
        table.c.id == bindparam("found_id", type_=table.c.id.type),
        table.c.version == bindparam("found_version", type_=table.c.version.type),
    )
    changed = update(table).where(found).values(version=table.c.version + 1, **given(table, names))
    return compile_statement(changed.returning(table.c.id))


def given(table: Table, names: frozenset[str]) -> dict[str, BindParameter[Any]]:
    columns: list[Column[Any]] = [table.c[name] for name in sorted(names)]
    return {column.name: bindparam(column.name, type_=column.type) for column in columns}
