"""Folding: the pending deltas move into the tallies, now and then, by one process at a time."""

import asyncpg

from tenants.database import Database
from tenants.statistics.notifying import CHANNEL


async def fold_deltas(connection: asyncpg.Connection) -> int | None:
    """How many deltas moved; None while another process folds. A large load may take longer than a request may.

    One notice a fold tells every process; one a write would have all writers wait for each other at their commit.
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
