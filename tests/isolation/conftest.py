"""The stage of each module here, in a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.database.connections import Connections
from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.isolation.stage import Stage, on_other_database, set_stage
from tests.keys import KEYS


@pytest.fixture(scope="module")
async def module_owner(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(module_database.owner_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="module")
async def module_pool(module_database: ScratchDatabase) -> AsyncIterator[Database]:
    pool = await Database.connect(module_database.application_url, pool_size=4, keys=KEYS)
    yield pool
    await pool.close()


@pytest.fixture(scope="module")
async def stage(module_owner: asyncpg.Connection, module_pool: Database) -> Stage:
    return await set_stage(module_owner, module_pool)


@pytest.fixture(scope="module")
async def unsecured_pool(module_database: ScratchDatabase) -> AsyncIterator[Database]:
    """The owner's connections, to whom row-level security shows everything; the program would not serve as her."""
    pool = Database(Connections(await asyncpg.create_pool(module_database.owner_url, min_size=0, max_size=2)), KEYS)
    yield pool
    await pool.close()


@pytest.fixture(params=["both layers", "policy alone"])
def guarded(request: pytest.FixtureRequest, stage: Stage, unsecured_pool: Database) -> Stage:
    """The stage as it is, and with row-level security out of the way."""
    return stage if request.param == "both layers" else on_other_database(stage, unsecured_pool)
