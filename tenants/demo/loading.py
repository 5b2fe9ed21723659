"""Loads the demo into an empty, migrated database, within one transaction."""

from asyncio import gather, to_thread
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import asyncpg
from sqlalchemy import Table

from tenants.demo.checklists import add_programme_items
from tenants.demo.drawing import HALF_YEAR, START
from tenants.demo.making import make_parts
from tenants.demo.province import division_lines
from tenants.demo.records import COLUMNS, Records
from tenants.encryption.columns import encrypt_columns, sensitive_columns
from tenants.encryption.keys import Keys
from tenants.hierarchy.loading import load_tenants
from tenants.kinds.table import table_of
from tenants.records.attachment.kind import ATTACHMENT
from tenants.records.care_plan.kind import CARE_PLAN
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.checklist_item.defaults import add_default_checklists
from tenants.records.child.kind import CHILD
from tenants.records.guardian.kind import GUARDIAN

# What is folded at the end of the same transaction need not be summed up before.
LEAVE_PENDING = "set local circle.pending = '-1000000000000'"


async def load_demo(
    connection: asyncpg.Connection, keys: Keys, *, scale: int = 1, progress: Callable[[str], None]
) -> None:
    """Load Zhejiang's tenants and `scale` times the article's figures; `progress` gets a line for each step.

    The connection is the owner's, in a transaction and in no part of one: a row that the same transaction has made, a
    trigger need not write again. Memory holds two parts of a slice, whatever the scale.
    """
    progress("loading 27,036 tenants")
    await load_tenants(connection, division_lines(), START)
    await _stage(connection)
    await connection.execute(LEAVE_PENDING)
    for number in range(1, scale + 1):
        progress(f"loading the records, part {number} of {scale}")
        await _load_slice(connection, keys, number)
    # What follows from it for each child is worked off by whoever serves.
    await add_default_checklists(connection, HALF_YEAR)
    await add_programme_items(connection)
    progress("folding the statistics")
    await connection.execute("select roll_up_statistics()")
    await _finish(connection)


async def _load_slice(connection: asyncpg.Connection, keys: Keys, number: int) -> None:
    """Load part after part; the next is made and encrypted while the server is at work on one."""
    parts = (_encrypted(keys, part) for part in make_parts(number))
    part = next(parts, None)
    while part:
        _, part = await gather(_load_part(connection, part), to_thread(next, parts, None))


def _encrypted(keys: Keys, part: Records) -> Records:
    encrypted = {
        kind.plural: [
            row._replace(**_encrypted_columns(keys, table_of(kind), row)) for row in getattr(part, kind.plural)
        ]
        for kind in (CARING_MOTHER, CHILD, GUARDIAN, CARE_PLAN, ATTACHMENT)
    }
    return replace(part, **encrypted)


def _encrypted_columns(keys: Keys, table: Table, row: Any) -> dict[str, Any]:  # noqa: ANN401  # a row of the table
    return encrypt_columns(
        keys, table, row.id, {name: getattr(row, name) for name in sensitive_columns(table) if name in row._fields}
    )


async def _load_part(connection: asyncpg.Connection, part: Records) -> None:
    """Go through temporary tables, because COPY does not write where row-level security holds."""
    for table, columns in COLUMNS.items():
        rows = getattr(part, table)
        if rows:
            await connection.copy_records_to_table(f"new_{table}", records=rows, columns=columns)
            named = ", ".join(columns)
            await connection.execute(f"insert into {table} ({named}) select {named} from new_{table}")  # noqa: S608
            await connection.execute(f"truncate new_{table}")


async def _stage(connection: asyncpg.Connection) -> None:
    for table, columns in COLUMNS.items():
        like = f"select {', '.join(columns)} from {table} with no data"  # noqa: S608 -- names of COLUMNS
        await connection.execute(f"create temporary table new_{table} on commit drop as {like}")


async def _finish(connection: asyncpg.Connection) -> None:
    await connection.execute(f"drop table {', '.join(f'new_{table}' for table in COLUMNS)}")
    await connection.execute(f"analyze tenants, {', '.join(COLUMNS)}, statistics_rollups, statistics_deltas")
