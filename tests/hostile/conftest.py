"""A server as a process, as in production, and a caseworker's token."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.administration.operator import start_session
from tests import planted
from tests.api.service import NAME, settle
from tests.api.sockets import DAY
from tests.conftest import ScratchDatabase
from tests.hostile.process import Process, serving


@pytest.fixture(scope="module")
async def token(module_database: ScratchDatabase) -> str:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    made = planted.plant(await start_session(owner, NAME, DAY, DAY))
    await owner.close()
    return made


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase, token: str) -> AsyncIterator[Process]:  # noqa: ARG001  # settled first
    async with serving(module_database.application_url) as process:
        yield process
