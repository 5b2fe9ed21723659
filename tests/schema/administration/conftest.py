"""The bureau of each module here, in a database of its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.schema.administration.bureau import Bureau, open_bureau


@pytest.fixture(scope="module")
async def bureau(module_database: ScratchDatabase) -> AsyncIterator[Bureau]:
    owner = await asyncpg.connect(module_database.owner_url)
    pool = await Database.connect(module_database.application_url, pool_size=4, keys=KEYS)
    yield await open_bureau(owner, pool, Engine(graphql_schema()))
    await pool.close()
    await owner.close()
