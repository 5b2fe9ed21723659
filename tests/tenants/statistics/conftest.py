"""A tree with nothing in it, and those who write and read below it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tests.callers import UNLIMITED, add_caller
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.statistics.acts import WORDS
from tests.tenants.statistics.history import Circle
from tests.tenants.statistics.showing import Field
from tests.tenants.statistics.tree import ANHUI, CHUNAN, NINGBO, ZHEJIANG, grow_tree


@pytest.fixture(scope="session")
def engine() -> Engine:
    """One for all: the plans of what they ask, which is every figure there is, take seconds to make."""
    return Engine(graphql_schema(), UNLIMITED)


@pytest.fixture(scope="module")
async def module_circle(module_database: ScratchDatabase, engine: Engine) -> AsyncIterator[Circle]:
    owner = await asyncpg.connect(module_database.owner_url)
    await grow_tree(owner)
    await owner.execute(WORDS)
    pool = await Database.connect(module_database.application_url, pool_size=4, keys=KEYS)
    directors = [await add_caller(owner, pool, "DIRECTOR", province) for province in (ZHEJIANG, ANHUI)]
    writers = {
        "caseworker": await add_caller(owner, pool, "CASEWORKER", CHUNAN),
        "receiver": await add_caller(owner, pool, "DIRECTOR", NINGBO),
        "manager": await add_caller(owner, pool, "PROJECT_MANAGER", ZHEJIANG),
    }
    yield Circle(module_database, owner, engine, directors, writers)
    await pool.close()
    await owner.close()


@pytest.fixture
async def circle(module_circle: Circle) -> Circle:
    await module_circle.begin()
    return module_circle


@pytest.fixture
async def field(database: ScratchDatabase, engine: Engine) -> AsyncIterator[Field]:
    owner = await asyncpg.connect(database.owner_url)
    pool = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    yield Field(owner, pool, engine)
    await pool.close()
    await owner.close()
