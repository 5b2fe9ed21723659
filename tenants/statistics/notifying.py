"""Tells every process that figures have changed: rolling up notifies, each listens on a connection of its own."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn

import asyncpg

from tenants.database.lost import name_lost_connections
from tenants.database.servers import connect

CHANNEL: Final = "figures_moved"
# A connection that died silently is noticed when it does not answer.
CHECKED_SECONDS = 30


async def listen(url: str, moved: Callable[[], None]) -> NoReturn:
    """Calls `moved` at the start and whenever figures have changed. Raises Unavailable if the connection is lost."""
    with name_lost_connections():
        connection = await connect(url, to_write=True)
        try:
            await follow(connection, moved)
        finally:
            connection.terminate()


async def follow(connection: asyncpg.Connection, moved: Callable[[], None]) -> NoReturn:
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    await connection.add_listener(CHANNEL, lambda *_: moved())
    moved()
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(lost.wait(), CHECKED_SECONDS)
        await connection.execute("select 1", timeout=CHECKED_SECONDS)
