"""Loads the demo into an empty, migrated database, in one transaction."""

from collections.abc import Callable
from typing import Any, NamedTuple

import asyncpg

from tenants.demo.drawing import START
from tenants.demo.making import make_records
from tenants.demo.province import division_lines
from tenants.demo.tables import COLUMNS
from tenants.hierarchy.loading import load_tenants


async def load_demo(connection: asyncpg.Connection, *, scale: int = 1, progress: Callable[[str], None]) -> None:
    """Load Zhejiang's tenants and `scale` times the article's figures; `progress` gets a line for each step.

    The connection is the owner's. Slice after slice is made and loaded, so memory holds one of them.
    """
    async with connection.transaction():
        report = await load_tenants(connection, division_lines(), START)
        progress(f"{report.added + report.unchanged:,} tenants")
        for table, columns in COLUMNS.items():
            await connection.execute(_staging(table, columns))
        for number in range(scale):
            records = make_records(number)
            for table in COLUMNS:
                await _load_rows(connection, table, getattr(records, table))
            progress(f"records, part {number + 1} of {scale}")
        for table in COLUMNS:
            await connection.execute(f"drop table new_{table}")
        await connection.execute("select fold_statistics()")
        progress("statistics")
        await connection.execute(f"analyze tenants, {', '.join(COLUMNS)}, statistics_tallies, statistics_deltas")


async def _load_rows(connection: asyncpg.Connection, table: str, rows: list[NamedTuple]) -> None:
    """Go through a temporary table, because COPY does not write where row-level security holds."""
    columns: Any = COLUMNS[table]
    await connection.copy_records_to_table(f"new_{table}", records=rows, columns=columns)
    named = ", ".join(columns)
    await connection.execute(f"insert into {table} ({named}) select {named} from new_{table}")  # noqa: S608 -- names of COLUMNS
    await connection.execute(f"truncate new_{table}")


def _staging(table: str, columns: tuple[str, ...]) -> str:
    return f"create temporary table new_{table} on commit drop as select {', '.join(columns)} from {table} with no data"  # noqa: S608
