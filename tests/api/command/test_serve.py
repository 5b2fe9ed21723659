"""`circle serve` as a process: whoever is connected is told when it is stopped, and it stops at once."""

import asyncio
import signal
import sys
import time
from typing import Any

import asyncpg
import pytest
from websockets.asyncio.client import connect

from tenants.administration.operator import start_session
from tests.api.command.conftest import KEYS, ROOT, free_port
from tests.api.service import NAME, settle
from tests.api.sockets import BOARD, DAY, PATIENCE_SECONDS, PROTOCOL, Client
from tests.conftest import ScratchDatabase


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_open_sockets_are_told_and_do_not_hold_it_up(
    database: ScratchDatabase, owner: asyncpg.Connection, workers: str
) -> None:
    await settle(owner)
    token, port = await start_session(owner, NAME, DAY, DAY), free_port()
    settings = {"CIRCLE_DATABASE_URL": database.application_url, "CIRCLE_PORT": port, "CIRCLE_WORKERS": workers}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.command", "serve"),
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **KEYS, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()).startswith(b"Protection Circle answers at ")
    # Workers start behind the address that they share.
    given: Any = {"subprotocols": [PROTOCOL], "proxy": None, "open_timeout": PATIENCE_SECONDS}
    async with connect(f"ws://127.0.0.1:{port}/graphql", **given) as opened:
        client = Client(opened)
        await client.begin(token)
        await client.subscribe(BOARD)
        await client.next_data()
        process.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        assert await client.closed() == 1001
    rest = (await process.communicate())[0]
    assert (process.returncode, rest) == (0, b"")
    assert time.monotonic() - stopped < PATIENCE_SECONDS / 2
