"""Rolling up: moves the pending deltas into the rollups, one process at a time."""

from typing import Final

import asyncpg

from tenants.database.transactions import Database
from tenants.statistics.notifying import CHANNEL

# What is moved in one transaction, at the most, so that others see it soon and nothing is held for long.
STEP: Final = 20_000


async def roll_up_deltas(connection: asyncpg.Connection) -> int | None:
    """Returns how much moved, step by step, or None while another process does so. It has no time limit.

    It notifies every process, once a step; one per write would make all writers wait for each other at commit.
    """
    moved = 0
    while True:
        async with connection.transaction():
            await connection.execute("set local statement_timeout = 0")
            step: int | None = await connection.fetchval("select roll_up_statistics($1)", STEP)
            if step:
                await connection.execute(f"notify {CHANNEL}")
        moved += step or 0
        if step is None or step < STEP:
            return moved if step is not None or moved else None


async def roll_up(database: Database) -> int | None:
    async with database.connection() as connection:
        return await roll_up_deltas(connection)
