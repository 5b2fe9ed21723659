"""Connections are lent to one at a time, used again, and none is lost, whatever happens to those that are lent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest

from tenants.database.connections import Connections, Lent
from tests.conftest import ScratchDatabase

SIZE = 2
BACKEND = "select pg_backend_pid()"


@pytest.fixture
async def connections(module_database: ScratchDatabase) -> AsyncIterator[Connections]:
    made = Connections(await asyncpg.create_pool(module_database.application_url, min_size=0, max_size=SIZE))
    yield made
    await asyncio.wait_for(made.close(), 5)


async def ask(connections: Connections, statement: str = BACKEND) -> int:
    async with Lent(connections) as connection:
        answer: int = await connection.fetchval(statement)
    return answer


async def all_are_there(connections: Connections) -> None:
    """As many can be in use at once as there were, and no more."""
    taken = [await asyncio.wait_for(connections.take(), 5) for _ in range(SIZE)]
    assert [await connection.fetchval("select 1") for connection in taken] == [1] * SIZE
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(connections.take(), 0.05)
    for connection in taken:
        connections.give_back(connection)


async def test_the_last_one_used_is_used_again(connections: Connections) -> None:
    assert len({await ask(connections) for _ in range(5)}) == 1
    await all_are_there(connections)


async def test_more_than_there_are_wait_for_one_another(connections: Connections) -> None:
    slow = f"{BACKEND} from pg_sleep(0.01)"
    assert len(set(await asyncio.gather(*(ask(connections, slow) for _ in range(20))))) == SIZE
    await all_are_there(connections)


async def test_one_that_was_closed_is_replaced(connections: Connections) -> None:
    backend = await ask(connections)
    async with Lent(connections) as connection:
        connection.terminate()
    assert await ask(connections) != backend
    await all_are_there(connections)


@pytest.mark.parametrize(
    "statement", ["select 1 / 0", "begin; select 1 / 0", "select pg_terminate_backend(pg_backend_pid())"]
)
async def test_one_that_failed_is_none_the_less_there(connections: Connections, statement: str) -> None:
    for _ in range(3):
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError)):
            async with Lent(connections) as connection:
                await connection.execute(statement)
    await all_are_there(connections)


async def test_one_that_broke_in_use_is_none_the_less_there(connections: Connections) -> None:
    for ended in (True, False):
        connection = await connections.take()
        connection.terminate()
        await connections.give_up(connection, ended=ended)
    await all_are_there(connections)


async def test_who_gives_up_asking_or_waiting_takes_none_along(connections: Connections) -> None:
    asking = [asyncio.create_task(ask(connections, f"{BACKEND} from pg_sleep(5)")) for _ in range(SIZE + 3)]
    await asyncio.sleep(0.1)
    for task in asking:
        task.cancel()
    for task in asking:
        with suppress(asyncio.CancelledError):
            await task
    await all_are_there(connections)


async def test_closing_waits_for_who_still_asks(module_database: ScratchDatabase) -> None:
    connections = Connections(await asyncpg.create_pool(module_database.application_url, min_size=0, max_size=SIZE))
    asking = asyncio.create_task(ask(connections, f"{BACKEND} from pg_sleep(0.2)"))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(connections.close(), 5)
    assert asking.done()
    assert await asking
