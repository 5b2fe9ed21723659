"""Nobody stops the others, and a server that lets somebody is reported."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tenants.administration.operator import start_session
from tests import planted
from tests.callers import HOUR
from tests.conftest import ScratchDatabase
from tests.hostile.corpus import graphql
from tests.hostile.neighbours import LARGE, NEXT_SECONDS, PIPELINED, try_memory, try_neighbours, try_unread
from tests.hostile.process import Process, serving
from tests.hostile.wire import Message, send
from tests.isolation.conftest import module_database, module_owner, module_pool, stage, staged
from tests.isolation.stage import Stage

pytestmark = pytest.mark.long

__all__ = ["module_database", "module_owner", "module_pool", "stage", "staged"]

# Of the processor, in four times as long: it waits for the client to read.
IDLE_SECONDS = 0.1
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


@pytest.fixture(scope="module")
async def attacked(module_database: ScratchDatabase, stage: Stage) -> AsyncIterator[Process]:  # noqa: ARG001  # set first
    async with serving(module_database.application_url) as process:
        yield process


@pytest.fixture(scope="module")
async def tokens(stage: Stage) -> list[str]:  # the fixture
    names = [stage.callers[role].session for role in ("CASEWORKER", "DIRECTOR")]
    return [planted.plant(await start_session(stage.owner, one.user_name, HOUR, HOUR)) for one in names if one]


async def test_who_asks_much_and_what_is_new_stops_nobody(attacked: Process, tokens: list[str]) -> None:
    tried = await try_neighbours(attacked, tokens, each=10)
    assert (tried.through, tried.tries > 20) == ([], True)
    assert (await try_memory(attacked, tokens, count=20)).through == []


async def test_who_leaves_before_what_she_asked_for_is_no_fault(
    module_database: ScratchDatabase, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    async with serving(module_database.application_url, log=log) as process:
        _, writer = await asyncio.open_connection(*process.address, limit=1024)
        writer.write(graphql(LARGE).encoded(None).replace(b"connection: close", b"connection: keep-alive") * PIPELINED)
        before = -1.0
        while process.cpu() - before > IDLE_SECONDS:
            before = process.cpu()
            await asyncio.sleep(4 * IDLE_SECONDS)
        writer.transport.abort()
        answer = await send(process.address, Message(method="GET", path="/health/live").encoded(None))
        assert answer.status == 200
    assert log.read_text() == ""


@asynccontextmanager
async def answering(work: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[Process]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while await reader.read(100_000):
                await work(writer)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        yield Process((host, port))
        await asyncio.sleep(0.1)  # until the last of them has left


async def test_a_server_that_answers_whoever_does_not_read_is_reported() -> None:
    async def work(writer: asyncio.StreamWriter) -> None:
        writer.write(ANSWER * PIPELINED)

    async with answering(work) as process:
        tried = await try_unread(process, 0.5, each=2)
    assert tried.through == ["who never reads: is still answered"] * 2


async def test_a_server_with_one_queue_for_all_is_reported() -> None:
    turn = asyncio.Lock()

    async def work(writer: asyncio.StreamWriter) -> None:
        async with turn:
            await asyncio.sleep(NEXT_SECONDS / 10)
            writer.write(ANSWER)

    async with answering(work) as process:
        tried = await try_neighbours(process, ["one", "other"], each=8)
    assert any(one.startswith("somebody else: waited") for one in tried.through)
