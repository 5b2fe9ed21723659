"""A tree with nothing in it, and those who write and read below it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database import Database
from tests.callers import add_caller
from tests.conftest import ScratchDatabase
from tests.tenants.statistics.acts import WORDS
from tests.tenants.statistics.history import Circle
from tests.tenants.statistics.tree import ANHUI, CHUNAN, ZHEJIANG, grow_tree


@pytest.fixture
async def circle(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Circle]:
    await grow_tree(owner)
    await owner.execute(WORDS)
    pool = await Database.connect(database.application_url, pool_size=4)
    analysts = [await add_caller(owner, pool, "ANALYST", province) for province in (ZHEJIANG, ANHUI)]
    writers = {
        "caseworker": await add_caller(owner, pool, "CASEWORKER", CHUNAN),
        "manager": await add_caller(owner, pool, "PROJECT_MANAGER", ZHEJIANG),
    }
    yield Circle(database, owner, Engine(graphql_schema()), analysts, writers)
    await pool.close()
