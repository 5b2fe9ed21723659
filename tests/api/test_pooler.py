"""Behind a real pooler in transaction mode: everything works, every limit is in force, and figures stay live."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from api import embedded
from migrations.run import MigrationError, Standing, standing, upgrade
from tenants.database.connecting import Patience
from tenants.database.route import Route, find_route
from tenants.database.transactions import Database
from tenants.errors import TooMany, Unavailable
from tenants.statistics.notifying import CHECKED_SECONDS
from tests.api.service import COUNTY_NAME, Service, serve, settle
from tests.api.sockets import BOARD, serve_for_real
from tests.api.watching import add_project
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.pooler import pooling, version

SETTINGS = "select current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('TimeZone')"
REGISTER = """mutation ($id: ID!, $name: String!) { registerChild(input: {id: $id, tenant: "330127100201",
    name: $name, sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01"}) { child { version } userErrors { code } } }"""
CHILDREN = "{ children(first: 50) { totalCount nodes { name } } }"


async def answers(url: str) -> bool:
    try:
        await find_route(url)
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
async def pooled(module_database: ScratchDatabase) -> AsyncIterator[ScratchDatabase]:
    with pooling(module_database) as made:
        async with asyncio.timeout(60):
            while not await answers(made.application_url):  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(0.05)
        yield made


@pytest.fixture(scope="module")
async def service(module_database: ScratchDatabase, pooled: ScratchDatabase) -> AsyncIterator[Service]:
    """With more connections than the pooler has servers."""
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve(owner, pooled.application_url, pool_size=6, listen_url=module_database.application_url) as served:
        yield served
    await owner.close()


async def test_it_is_told_from_the_server(module_database: ScratchDatabase, pooled: ScratchDatabase) -> None:
    assert await find_route(module_database.application_url) is Route.DIRECT
    expected = Route.POOLED if version() >= (1, 21) else Route.POOLED_WITHOUT_NAMES
    assert [await find_route(pooled.application_url) for _ in range(4)] == [expected] * 4


async def test_reads_and_writes_at_once(service: Service) -> None:
    token = await service.token()

    async def write_and_read(number: int) -> None:
        id_ = f"019a0000-0000-7000-8000-{number:012}"
        done = (await service.ask(REGISTER, token, id=id_, name=f"小{number}")).json()
        assert done["data"]["registerChild"] == {"child": {"version": 1}, "userErrors": []}, done
        for query in (COUNTY_NAME, CHILDREN):
            assert "errors" not in (await service.ask(query, token)).json()

    await asyncio.gather(*(write_and_read(number) for number in range(1, 25)))
    assert (await service.ask(CHILDREN, token)).json()["data"]["children"]["totalCount"] == 24


async def test_limits_are_in_force(pooled: ScratchDatabase) -> None:
    database = await Database.connect(pooled.application_url, 4, KEYS, Patience(statement=timedelta(seconds=0.5)))
    for way in (database.reading, database.writing):
        async with way(None) as transaction:
            assert tuple(await transaction.connection.fetchrow(SETTINGS)) == ("500ms", "3s", "UTC")
    async with database.connection() as connection:
        assert tuple(await connection.fetchrow(SETTINGS)) == ("500ms", "3s", "UTC")
        with pytest.raises(asyncpg.QueryCanceledError):
            await connection.execute("select pg_sleep(5)")
    with pytest.raises(Unavailable, match="TIMEOUT"):
        async with database.connection() as connection:
            await connection.execute("select pg_sleep(5)")
    await database.close()


async def test_what_was_done_before_a_refusal_stays(pooled: ScratchDatabase, service: Service) -> None:
    """Each statement is one by itself, as without a pooler: an attempt to sign in counts however it ends."""
    database = await Database.connect(pooled.application_url, 2, KEYS)

    async def write_and_refuse() -> None:
        async with database.connection() as connection:
            await connection.fetch("select * from keep_fingerprints(array['kept'], array[sha256('')])")
            raise TooMany

    with pytest.raises(TooMany):
        await write_and_refuse()
    assert await service.owner.fetchval("delete from key_fingerprints where name = 'kept' returning true")
    await database.close()


async def test_guesses_are_counted(service: Service) -> None:
    for _ in range(3):
        await service.sign_in("nobody.here", "a wrong password")
    assert await service.owner.fetchval("select count(*) from sign_in_attempts") >= 3


async def test_figures_are_told_of_at_once(
    service: Service, module_database: ScratchDatabase, pooled: ScratchDatabase
) -> None:
    """Past the pooler, which lends no connection for good."""
    past = module_database.application_url
    async with serve_for_real(service.owner, pooled, listen_url=past) as served, served.signed_in() as client:
        await client.subscribe(BOARD)
        before = (await client.next_data())["tenant"]["statistics"]["projects"]
        await add_project(service.owner)
        async with asyncio.timeout(CHECKED_SECONDS / 2):
            assert (await client.next_data())["tenant"]["statistics"]["projects"] == before + 1


async def test_its_standing_is_seen_and_it_is_not_migrated_by_that_way(pooled: ScratchDatabase) -> None:
    assert await standing(pooled.application_url) is Standing.EQUAL
    with pytest.raises(MigrationError, match="goes through a pooler"):
        await upgrade(pooled.owner_url, embedded.APPLICATION)
