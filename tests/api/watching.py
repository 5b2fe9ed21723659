"""Who watches the board of a county, and the writes that it tells of."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from tenants.administration.operator import NewGrant, add_user, grant_role, start_session
from tests.api.service import COUNTY, settle
from tests.api.sockets import Served, serve_for_real
from tests.conftest import ScratchDatabase

DAY = timedelta(days=1)
PROJECT = """insert into projects (id, tenant_code, name, started_on)
    values (gen_random_uuid(), {}, 'p', '2024-01-01')"""


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    await owner.execute("insert into tenants (code, name, level) values (340000000000, '安徽省', 'PROVINCE')")
    async with serve_for_real(owner, module_database, subscriptions=4) as made:
        yield made
    await owner.close()


def projects(data: object) -> int:
    match data:
        case {"tenant": {"statistics": {"projects": int() as count}}}:
            return count
    raise AssertionError(data)


async def add_project(owner: asyncpg.Connection, tenant: int = COUNTY) -> None:
    await owner.execute(PROJECT.format(tenant))


@pytest.fixture
async def worker(served: Served) -> tuple[str, str]:
    """A new caseworker's name, and the token of a session."""
    name = f"worker {uuid4()}"
    await add_user(served.owner, name, None)
    await grant_role(served.owner, name, NewGrant("CASEWORKER", COUNTY))
    return name, await start_session(served.owner, name, DAY, DAY)
