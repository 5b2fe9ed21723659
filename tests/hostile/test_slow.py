"""Slow requests are ended in time, and a server that puts up with them is reported."""

import asyncio

import pytest

from tests.conftest import ScratchDatabase
from tests.hostile.process import Process, serving
from tests.hostile.slow import SLOW, try_slow

pytestmark = pytest.mark.long

# A head's time is no setting.
PATIENCE = 14


async def test_slow_requests_are_ended_and_keep_nobody_waiting(database: ScratchDatabase) -> None:
    settings = {"CIRCLE_STATEMENT_SECONDS": "1", "CIRCLE_REQUEST_SECONDS": "4"}
    async with serving(database.application_url, settings) as process:
        tried = await try_slow(process, PATIENCE, each=5)
    assert (tried.tries, tried.through) == (5 * len(SLOW) + 1, [])


async def test_a_server_that_waits_for_good_is_reported() -> None:
    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()

    async with await asyncio.start_server(wait, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        tried = await try_slow(Process((host, port)), 3, each=1)
        await asyncio.sleep(0.1)  # until the last of them has left
    assert len(tried.through) == tried.tries == len(SLOW) + 1
