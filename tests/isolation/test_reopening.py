"""A closed file is opened again by who may change it, and by nobody else who calls the owner's function."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.isolation.roles import ROLES, may_write
from tests.isolation.stage import Stage, set_stage
from tests.isolation.test_raw_sql import acting_as
from tests.keys import KEYS

CLOSE = "update children set closed_on = '2024-07-01', closed_reason = 'MOVED_OUT'"
REOPEN = "select reopen_file($1, $2, '2024-08-01')"
ADD_A_STAY = (
    """update children set stays = stays || '[{"tenant": 330000000000, "since": "2024-08-01", "until": null}]'"""
)


@pytest.fixture
async def stage(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Stage]:
    pool = await Database.connect(database.application_url, pool_size=1, keys=KEYS)
    yield await set_stage(owner, pool)
    await pool.close()


@pytest.fixture
async def application(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.application_url)
    yield connection
    await connection.close()


async def test_only_who_may_change_a_file_opens_it_again(stage: Stage, application: asyncpg.Connection) -> None:
    await stage.owner.execute(CLOSE)
    for role in ROLES:
        marks = may_write(role, "child", "manage") or frozenset()
        for child in stage.world.of("child"):
            async with acting_as(application, stage, role):
                opened = await application.fetchval(REOPEN, child.row["id"], child.row["version"])
            assert (opened is not None) is bool(child.marks & marks), f"{role} {child}"


async def test_nobody_adds_a_stay_by_hand_or_opens_an_open_file(stage: Stage, application: asyncpg.Connection) -> None:
    for role in ROLES:
        async with acting_as(application, stage, role):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute(ADD_A_STAY)
        for child in stage.world.of("child"):
            async with acting_as(application, stage, role):
                assert await application.fetchval(REOPEN, child.row["id"], child.row["version"]) is None
