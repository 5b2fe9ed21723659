"""Work in the background outlives every fault: it is logged, and what was put right is taken up again."""

import asyncio
import logging
from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.api.service import settle
from tests.api.sockets import PATIENCE_SECONDS, serve_for_real, until
from tests.api.watching import add_project
from tests.conftest import ScratchDatabase

FOLDED = "do $$ begin while exists (select from statistics_deltas) loop perform pg_sleep(0.01); end loop; end $$"


@pytest.fixture
async def owner(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.owner_url)
    await settle(connection)
    yield connection
    await connection.close()


async def said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    await until(lambda: any(words in record.getMessage() for record in caplog.records))


async def test_rolling_up_goes_on_after_a_privilege_was_missing(
    owner: asyncpg.Connection, database: ScratchDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await owner.execute("revoke execute on function roll_up_statistics from circle_application")
    async with serve_for_real(owner, database):
        await add_project(owner)
        await said(caplog, "rolling up the statistics failed: InsufficientPrivilegeError 42501")
        await owner.execute("grant execute on function roll_up_statistics to circle_application")
        await asyncio.wait_for(owner.execute(FOLDED), PATIENCE_SECONDS)


async def test_open_connections_are_proven_again_after_a_privilege_was_missing(
    owner: asyncpg.Connection, database: ScratchDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with serve_for_real(owner, database) as served, served.signed_in() as client:
        await owner.execute("revoke execute on function live_session from circle_application")
        await said(caplog, "proving what is open failed: InsufficientPrivilegeError")
        await owner.execute("grant execute on function live_session to circle_application")
        await owner.execute("update sessions set ended_at = now()")
        assert await client.closed() == 4401
