"""The stage, set once, and copied for each module here, which then has a database of its own."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest

from api import embedded
from tenants.database.connections import Connections
from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase, scratch
from tests.isolation.stage import Stage, Staged, on_other_database, set_stage
from tests.keys import KEYS

BOTH, ALONE = "both layers", "policy alone"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is asked of both layers is asked of the policy alone right after it, while its plan is remembered."""
    cells = [re.sub(f"{BOTH}-|{ALONE}-", "", item.nodeid) for item in items]
    first = {cell: place for place, cell in reversed(list(enumerate(cells)))}
    places = {item.nodeid: first[cell] for item, cell in zip(items, cells, strict=True)}
    items.sort(key=lambda item: places[item.nodeid])


@pytest.fixture(scope="session")
async def staged(template: embedded.Addresses) -> AsyncIterator[Staged]:
    """The stage in a database that nobody is connected to, for others to be copied from."""
    async with scratch(template) as made:
        owner = await asyncpg.connect(made.owner_url)
        pool = await Database.connect(made.application_url, pool_size=1, keys=KEYS)
        stage = await set_stage(owner, pool)
        await pool.close()
        await owner.close()
        yield Staged(made, stage)


@pytest.fixture(scope="module")
async def module_database(template: embedded.Addresses, staged: Staged) -> AsyncIterator[ScratchDatabase]:
    async with scratch(template, staged.database.name) as made:
        yield made


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
async def stage(staged: Staged, module_owner: asyncpg.Connection, module_pool: Database) -> Stage:
    return replace(on_other_database(staged.stage, module_pool), owner=module_owner)


@pytest.fixture(scope="module")
async def unsecured_pool(module_database: ScratchDatabase) -> AsyncIterator[Database]:
    """The owner's connections, to whom row-level security shows everything; the program would not serve as her."""
    pool = Database(Connections(await asyncpg.create_pool(module_database.owner_url, min_size=0, max_size=2)), KEYS)
    yield pool
    await pool.close()


@pytest.fixture(params=[BOTH, ALONE])
def guarded(request: pytest.FixtureRequest, stage: Stage, unsecured_pool: Database) -> Stage:
    """The stage as it is, and with row-level security out of the way."""
    return stage if request.param == BOTH else on_other_database(stage, unsecured_pool)


@pytest.fixture
def policy_alone(stage: Stage, unsecured_pool: Database) -> Stage:
    """The stage with row-level security out of the way."""
    return on_other_database(stage, unsecured_pool)
