"""Whatever goes wrong in whichever transaction, and whenever its request is cut off, no connection is lost."""

import asyncio
from random import Random

import asyncpg
import pytest

from tenants.database.transactions import Database
from tenants.errors import CircleError
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

SIZE = 3
STATEMENTS = (
    "select 1",
    "select pg_sleep(0.01)",
    "select 1 / 0",
    "rollback",
    "select pg_terminate_backend(pg_backend_pid())",
)


async def request(database: Database, random: Random) -> None:
    """One that reads, writes or does neither, and comes to a good end or a bad one."""
    way = random.choice([database.reading, database.writing, None])
    statement = random.choice(STATEMENTS)
    if way is None:
        async with database.connection() as connection:
            await connection.execute(statement)
    else:
        async with way(None) as transaction:
            await transaction.connection.execute(statement)
            if random.random() < 0.2:
                transaction.connection.terminate()


async def cut_off(database: Database, random: Random) -> None:
    asked = asyncio.create_task(request(database, random))
    if random.random() < 0.5:
        await asyncio.sleep(random.random() / 50)
        asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    if not asked.cancelled() and (error := asked.exception()):
        assert isinstance(error, CircleError | asyncpg.PostgresError | asyncpg.InterfaceError), repr(error)


@pytest.mark.parametrize("seed", range(5))
async def test_no_connection_is_lost(module_database: ScratchDatabase, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # repeatable
    database = await Database.connect(module_database.application_url, SIZE, KEYS)
    await asyncio.gather(*(cut_off(database, random) for _ in range(60)))
    await database.wait_for_endings()
    async with asyncio.timeout(10):
        taken = [await database.connections.take() for _ in range(SIZE)]
        assert [await connection.fetchval("select 1") for connection in taken] == [1] * SIZE
        for connection in taken:
            assert not connection.is_in_transaction()
            assert await connection.fetchval("select pg_current_xact_id_if_assigned()") is None
            database.connections.give_back(connection)
        await database.close()
