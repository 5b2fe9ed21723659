"""The statements that writing needs, each compiled once; only their values differ between requests."""

from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import BindParameter, Table, and_, bindparam, insert, select, true, update

from tenants.access.policy import Role
from tenants.access.scope import Scope
from tenants.database.compiling import Compiled, compile_statement
from tenants.reading.record import Record
from tenants.reading.visibility import is_visible, is_within
from tenants.writing.standing import Standing, first_unmet

# In characters, of each kind.
REMEMBERED = 1_000_000


def weigh(statement: Compiled) -> int:
    return len(statement.text)


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def compile_find(
    record: Record, role: Role, scopes: frozenset[Scope] | None, standing: tuple[Standing, ...] = ()
) -> Compiled:
    """The visible record with a `key`, and whether it is `allowed`: within the scopes, or in any case (None).

    `unmet` is the place of the first of how it is to stand, and does not.
    """
    row = record.table.alias()
    allowed = true() if scopes is None else is_within(record, row, scopes)
    key = row.c[record.key]
    wanted = and_(key == bindparam("key"), is_visible(role, record, row))
    unmet = [first_unmet(row, standing).label("unmet")] if standing else []
    return compile_statement(select(row, allowed.label("allowed"), *unmet).where(wanted))


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def compile_add(table: Table, names: frozenset[str]) -> Compiled:
    """A row of the named columns."""
    return compile_statement(insert(table).values(bind(names)))


@cached(LRUCache(REMEMBERED, getsizeof=weigh))
def compile_change(table: Table, names: frozenset[str]) -> Compiled:
    """Sets the named columns, and the next version, of the row of `found_id` at `found_version`; returns its id."""
    found = and_(table.c.id == bindparam("found_id"), table.c.version == bindparam("found_version"))
    changed = update(table).where(found).values(version=table.c.version + 1, **bind(names))
    return compile_statement(changed.returning(table.c.id))


def bind(names: frozenset[str]) -> dict[str, BindParameter[Any]]:
    """A parameter for each column, by its name."""
    return {name: bindparam(name) for name in sorted(names)}
