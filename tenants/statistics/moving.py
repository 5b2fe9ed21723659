"""Telling every process that figures have moved: the fold notifies, each process listens on a connection of its own."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NoReturn

import asyncpg

CHANNEL: Final = "figures_moved"
AGAIN_SECONDS = 1
# A connection that died without a word is found out when it does not answer.
CHECKED_SECONDS = 30
OUT_OF_REACH = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


async def listen_forever(url: str, moved: Callable[[], None]) -> NoReturn:
    """Calls `moved` whenever figures did, and after each connection was made: some may have moved before it."""
    while True:
        with suppress(*OUT_OF_REACH):
            await listen(url, moved)
        await asyncio.sleep(AGAIN_SECONDS)


async def listen(url: str, moved: Callable[[], None]) -> None:
    """Listens for as long as the connection lasts."""
    connection = await asyncpg.connect(url, timeout=CHECKED_SECONDS)
    try:
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, lambda *_: moved())
        moved()
        while not lost.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(lost.wait(), CHECKED_SECONDS)
            await connection.execute("select 1", timeout=CHECKED_SECONDS)
    finally:
        connection.terminate()
