"""Nothing takes longer than it may, and nothing runs on behind an answer: not a statement, not a body."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import asyncpg
import httpx
import pytest

from tests.api.service import COUNTY_NAME, Service, code_of, serve, settle
from tests.api.test_app import SOMEBODY_WAITS
from tests.conftest import ScratchDatabase

RUNNING = """select count(*) from pg_stat_activity
    where usename = $1 and datname = current_database() and state <> 'idle'"""
REGISTER = """mutation { registerChild(input: {id: "019a0000-0000-7000-8000-000000000001", tenant: "330127100201",
    name: "小明", sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01"}) { child { version } } }"""
HEADERS = {"content-type": "application/json"}
# Long enough to come to where it waits for good.
PATIENCE = timedelta(seconds=1.5)


@pytest.fixture
async def owner(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.owner_url)
    await settle(connection)
    yield connection
    await connection.close()


def assert_timed_out(response: httpx.Response) -> None:
    assert (response.status_code, code_of(response)) == (503, "UNAVAILABLE")
    assert response.json()["errors"][0]["extensions"]["retryable"] is True
    assert "超时" in response.json()["errors"][0]["message"]
    assert response.json()["extensions"]["cost"]["requested"] > 0


@pytest.mark.parametrize("which", ["request", "statement"])
@pytest.mark.parametrize("operation", [COUNTY_NAME, REGISTER], ids=["read", "write"])
async def test_what_takes_too_long_is_answered_undone_and_stopped(
    owner: asyncpg.Connection, database: ScratchDatabase, which: str, operation: str
) -> None:
    """The one connection there is serves the next request."""
    patience = {"statement_timeout": PATIENCE} if which == "statement" else {}
    async with serve(owner, database.application_url, pool_size=1, **patience) as service:
        token = await service.token()
        assert "errors" not in (await service.ask(COUNTY_NAME, token)).json()
        if which == "request":
            service.app.state.graphql.answering.most_seconds = PATIENCE.total_seconds()
        async with owner.transaction():
            await owner.execute("lock table tenants in access exclusive mode")
            waiting = asyncio.create_task(service.ask(operation, token))
            await owner.execute(SOMEBODY_WAITS)
            assert_timed_out(await waiting)
            assert await owner.fetchval(RUNNING, "circle_application") == 0
        assert await owner.fetchval("select count(*) from children") == 0
        assert "errors" not in (await service.ask(operation, token)).json()


async def test_a_body_that_never_ends(service: Service) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(60)

    endpoint = service.app.state.graphql
    usual, endpoint.bounds = endpoint.bounds, replace(endpoint.bounds, most_seconds=0.2)
    response = await service.client.post("/graphql", content=slowly(), headers=HEADERS)
    endpoint.bounds = usual
    assert (response.status_code, response.headers["connection"]) == (408, "close")


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_that_is_too_long(service: Service, *, declared: bool) -> None:
    """Whether or not its length is told beforehand; what was told is not read at all."""
    read = 0

    async def at_length() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 100_000
            yield b" " * 100_000

    headers = HEADERS | ({"content-length": "100000000"} if declared else {})
    response = await service.client.post("/graphql", content=at_length(), headers=headers)
    assert response.status_code == 413
    assert read == (0 if declared else 1_100_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "identity, gzip"])
async def test_a_compressed_body_is_not_unpacked(service: Service, encoding: str) -> None:
    response = await service.client.post("/graphql", content=b"x", headers=HEADERS | {"content-encoding": encoding})
    assert response.status_code == 415
