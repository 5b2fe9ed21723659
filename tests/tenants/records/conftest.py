"""An office for the tests of a module to share; what one leaves does not touch another."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.records.office import Office


@pytest.fixture(scope="module")
async def office(module_database: ScratchDatabase) -> AsyncIterator[Office]:
    owner = await asyncpg.connect(module_database.owner_url)
    database = await Database.connect(module_database.application_url, pool_size=4, keys=KEYS)
    yield await Office.open(owner, database, module_database.application_url)
    await database.close()
    await owner.close()
