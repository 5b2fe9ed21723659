"""Folding: moves the pending deltas into the tallies, one process at a time."""

import asyncpg

from tenants.database import Database
from tenants.statistics.notifying import CHANNEL


async def fold_deltas(connection: asyncpg.Connection) -> int | None:
    """Returns how many deltas moved, or None while another process folds. It has no time limit, for large loads.

    It notifies every process once; a notification per write would make all writers wait for each other at commit.
    """
    async with connection.transaction():
        await connection.execute("set local statement_timeout = 0")
        moved: int | None = await connection.fetchval("select fold_statistics()")
        if moved:
            await connection.execute(f"notify {CHANNEL}")
    return moved


async def fold(database: Database) -> int | None:
    async with database.connection() as connection:
        return await fold_deltas(connection)
