"""Chaining: what was logged becomes entries in the chain of its day, now and then, by one process at a time."""

import asyncpg

from tenants.audit.sealing import fetch_head
from tenants.database.transactions import Database

# After whoever chains at the moment.
CHAIN_ALL = "select chain_access_log() from pg_advisory_xact_lock(4715226034)"


async def chain(database: Database) -> int | None:
    """How many entries were chained; None while another process does. Many may take longer than a request may.

    Where the chain ends then is what this process seals next.
    """
    async with database.connection() as connection:
        async with connection.transaction():
            await connection.execute("set local statement_timeout = 0")
            chained: int | None = await connection.fetchval("select chain_access_log()")
            head = await fetch_head(connection) if chained else None
        database.unsealed.head = head or database.unsealed.head
    return chained


async def chain_all(connection: asyncpg.Connection) -> None:
    """Makes the entries of all that was logged before, for the owner who is about to use them."""
    await connection.execute(CHAIN_ALL)
