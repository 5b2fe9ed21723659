"""Chaining: what was logged becomes entries in the chain of its day, now and then, by one process at a time."""

from asyncio import sleep
from time import monotonic

import asyncpg

from tenants.audit.sealing import fetch_head
from tenants.database.transactions import Database

PORTION = 25
# So many times as long as a portion took. Each second that more is left makes the next larger by one, up to so many:
# many at once take less in all. Who is behind after so many seconds goes on without pauses.
PAUSE, MOST_PORTIONS, BEHIND = 3, 20, 60
# After whoever chains at the moment.
CHAIN_ALL = "select chain_access_log() from pg_advisory_xact_lock(4715226034)"


async def chain(database: Database) -> int | None:
    """How many entries were chained; None while another process does.

    In portions with pauses: requests that share its cores do not wait for all. Where the chain ends then is what this
    process seals next.
    """
    chained, start = 0, monotonic()
    while True:
        began = monotonic()
        at_most = PORTION * min(1 + int(began - start), MOST_PORTIONS)
        async with database.connection() as connection:
            portion: int | None = await connection.fetchval("select chain_access_log($1)", at_most)
            chained += portion or 0
            if (portion or 0) < at_most:
                if chained:
                    database.unsealed.head = await fetch_head(connection)
                return None if portion is None and not chained else chained
        if began - start < BEHIND:
            await sleep(PAUSE * (monotonic() - began))


async def chain_all(connection: asyncpg.Connection) -> None:
    """Makes the entries of all that was logged before, for the owner who is about to use them."""
    await connection.execute(CHAIN_ALL)
