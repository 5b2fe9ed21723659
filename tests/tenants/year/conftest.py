"""An office of its own for each story."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.records.office import Office


@pytest.fixture
async def office(owner: asyncpg.Connection, database: ScratchDatabase) -> AsyncIterator[Office]:
    pool = await Database.connect(database.application_url, pool_size=4, keys=KEYS)
    yield await Office.open(owner, pool)
    await pool.close()
