"""The application served for the tests of a module."""

import gc
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from api import garbage
from schema.caller import Caller
from tenants.database.transactions import Database
from tests.api.service import COUNTY, Service, serve, settle
from tests.api.sockets import Served, serve_for_real
from tests.callers import add_caller
from tests.conftest import ScratchDatabase
from tests.keys import KEYS


@pytest.fixture(scope="module")
async def service(module_database: ScratchDatabase) -> AsyncIterator[Service]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve(owner, module_database.application_url) as served:
        yield served
    await owner.close()


@pytest.fixture(scope="module")
async def token(service: Service) -> str:
    return await service.token()


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    """Behind a real server; a module with settings of its own has its own."""
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve_for_real(owner, module_database) as made:
        yield made
    await owner.close()


@pytest.fixture
async def caseworker(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Caller]:
    """Who asks an engine of the test's own, behind no server."""
    await settle(owner)
    made = await Database.connect(database.application_url, 1, KEYS)
    yield await add_caller(owner, made, "CASEWORKER", COUNTY)
    await made.close()


@pytest.fixture
def settled() -> Iterator[None]:
    """Garbage is looked for as in a process that serves, however much the tests keep."""
    thresholds = gc.get_threshold()
    gc.collect()
    garbage.settle()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
