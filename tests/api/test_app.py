"""The application and its database: ready or not, lost in the middle of a request, stopped and started again."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import asyncpg
import httpx
import pytest

from api import embedded
from api.app import create_app
from api.settings import Settings
from migrations.run import upgrade
from tenants.errors import Unavailable
from tests.api.service import COUNTY_NAME, Service, code_of, serve, settle
from tests.api.sockets import PATIENCE_SECONDS
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

FOUND = {"tenant": {"name": "淳安县"}}
TERMINATE = """select pg_terminate_backend(pid) from pg_stat_activity
    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()"""

SOMEBODY_WAITS = """do $$ begin
    while not exists (select from pg_locks where not granted) loop perform pg_sleep(0.01); end loop; end $$"""
FOLDED = "do $$ begin while exists (select from statistics_deltas) loop perform pg_sleep(0.01); end loop; end $$"


@pytest.fixture
async def killer(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    """A connection that may end those of the application."""
    connection = await asyncpg.connect(module_database.application_url)
    yield connection
    await connection.close()


async def lose_connections(service: Service, killer: asyncpg.Connection) -> None:
    """Until none is left to be ended, nor thought to be open; one that is only being opened is not ended at once."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        some = True
        while some or service.app.state.database.connections.pool.get_size():
            some = bool(await killer.fetch(TERMINATE))
            await asyncio.sleep(0.01)


def assert_unavailable(response: httpx.Response) -> None:
    assert response.status_code == 503
    assert code_of(response) == "UNAVAILABLE"
    assert response.json()["errors"][0]["extensions"]["retryable"] is True
    assert "data" not in response.json()


async def test_health(service: Service) -> None:
    for path, text in (("live", "live"), ("ready", "ready")):
        response = await service.client.get(f"/health/{path}")
        assert (response.status_code, response.text) == (200, text)
    assert (await service.client.get("/health/other")).status_code == 404


async def test_a_connection_lost_in_the_middle_fails_that_request_alone(
    service: Service, token: str, killer: asyncpg.Connection
) -> None:
    transaction = service.owner.transaction()
    await transaction.start()
    await service.owner.execute("lock table tenants in access exclusive mode")
    waiting = asyncio.create_task(service.ask(COUNTY_NAME, token))
    await killer.execute(SOMEBODY_WAITS)
    await lose_connections(service, killer)
    assert_unavailable(await waiting)
    await transaction.rollback()
    assert (await service.ask(COUNTY_NAME, token)).json()["data"] == FOUND


async def test_a_write_lost_in_the_middle_leaves_nothing_and_can_be_sent_again(
    service: Service, token: str, killer: asyncpg.Connection
) -> None:
    register = """mutation { registerChild(input: {id: "019a0000-0000-7000-8000-000000000001", tenant: "330127100201",
        name: "小明", sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
        identifiedOn: "2024-01-01", onFileOn: "2024-01-01"}) { child { version } } }"""
    transaction = service.owner.transaction()
    await transaction.start()
    await service.owner.execute("lock table statistics_deltas in access exclusive mode")
    waiting = asyncio.create_task(service.ask(register, token))
    await killer.execute(SOMEBODY_WAITS)
    await lose_connections(service, killer)
    assert_unavailable(await waiting)
    await transaction.rollback()
    assert await service.owner.fetchval("select count(*) from children") == 0
    again = await service.ask(register, token)
    assert again.json()["data"] == {"registerChild": {"child": {"version": 1}}}


async def test_idle_connections_that_were_lost_are_replaced(
    service: Service, token: str, killer: asyncpg.Connection
) -> None:
    assert (await service.ask(COUNTY_NAME, token)).json()["data"] == FOUND
    await lose_connections(service, killer)
    assert (await service.ask(COUNTY_NAME, token)).json()["data"] == FOUND


async def test_a_server_that_stops_and_starts_again() -> None:
    with tempfile.TemporaryDirectory(prefix="circle-") as folder, ExitStack() as servers:
        addresses = servers.enter_context(embedded.serving(Path(folder), durable=False))
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        owner = await asyncpg.connect(addresses.owner_url)
        await settle(owner)
        await owner.close()
        async with serve(owner, addresses.application_url, background_interval=timedelta(seconds=0.05)) as service:
            token = await service.token()
            assert (await service.ask(COUNTY_NAME, token)).json()["data"] == FOUND
            servers.close()
            assert_unavailable(await service.ask(COUNTY_NAME, token))
            assert (await service.client.get("/health/ready")).status_code == 503
            assert (await service.client.get("/health/live")).status_code == 200
            servers.enter_context(embedded.serving(Path(folder), durable=False))
            assert (await service.client.get("/health/ready")).status_code == 200
            assert (await service.ask(COUNTY_NAME, token)).json()["data"] == FOUND


async def test_statistics_are_rolled_up_while_it_serves(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serve(owner, database.application_url, background_interval=timedelta(seconds=0.05)):
        await owner.execute("""insert into projects (id, tenant_code, name, started_on)
            values (gen_random_uuid(), 330127000000, 'p', '2024-01-01')""")
        await owner.execute(FOLDED)
    assert await owner.fetchval("select count(*) from statistics_rollups") == 2


async def test_without_a_database_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="CIRCLE_DATABASE_URL"):
        create_app(Settings())
    app = create_app(Settings(database_url=f"postgresql://x:y@/circle?host={tmp_path}", keys=KEYS))
    with pytest.raises(Unavailable):
        async with app.router.lifespan_context(app):
            pass
