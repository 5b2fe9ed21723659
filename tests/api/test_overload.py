"""One stuck lock, and more requests than can be served: who need not wait does not, who would wait too long is told."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from api.logs import Json
from tests.api.service import COUNTY_NAME, Service, code_of, serve, settle
from tests.api.sockets import PATIENCE_SECONDS, until
from tests.conftest import ScratchDatabase

REGISTER = """mutation ($id: ID!) { registerChild(input: {id: $id, tenant: "330127100201",
    name: "小明", sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01"}) { child { version } userErrors { code } } }"""
UPDATE = """mutation ($id: ID!) { updateChild(input: {id: $id, expectedVersion: 1, name: "小红"}) {
    child { version } userErrors { code } } }"""
QUEUE = timedelta(seconds=0.2)
ID = "019a0000-0000-7000-8000-000000000001"
STUCK = "select count(distinct pid) from pg_locks where not granted"


@pytest.fixture
async def service(database: ScratchDatabase, owner: asyncpg.Connection) -> AsyncIterator[Service]:
    await settle(owner)
    async with serve(owner, database.application_url, pool_size=6) as served:
        yield served


async def test_a_stuck_lock_holds_up_nobody_else(
    service: Service, database: ScratchDatabase, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixteen writers of one child, whose row is locked: reads and readiness are answered as if there were none."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(Json())
    monkeypatch.setattr(logging.getLogger("circle.graphql"), "handlers", [handler])
    token = await service.token()
    assert "errors" not in (await service.ask(REGISTER, token, id=ID)).json()
    other = await asyncpg.connect(database.owner_url)
    async with other.transaction():
        await other.execute("select from children for update")
        writing = [asyncio.create_task(service.ask(UPDATE, token, id=ID)) for _ in range(16)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await service.owner.fetchval(STUCK) < 3:  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(0.01)
        assert "errors" not in (await service.ask(COUNTY_NAME, token)).json()
        assert (await service.client.get("/health/ready")).status_code == 200
        # None came to the time limit of a lock, after which a connection would be free.
        assert not any(task.done() for task in writing)
        answered = await asyncio.gather(*writing)
    await other.close()
    told = {(one.status_code, code_of(one), one.headers["retry-after"]) for one in answered}
    assert told == {(503, "UNAVAILABLE", "2")}
    said = [record.getMessage() for record in caplog.records if record.name == "circle.load"]
    assert any("(circle_owner) holds a lock that 3 wait for" in line for line in said), said
    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    refused = [one for one in logged if one["message"].endswith("was not answered: LockNotAvailableError")]
    # The others waited for their turn to wait.
    assert len(refused) == len(answered) - service.app.state.database.turned_away >= 3
    assert {one["request_id"] for one in refused} <= {one.headers["x-request-id"] for one in answered}


async def test_who_would_wait_too_long_is_told_when_to_come_again(
    database: ScratchDatabase, owner: asyncpg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    await settle(owner)
    async with serve(owner, database.application_url, pool_size=1, queue_timeout=QUEUE) as service:
        token = await service.token()
        held = await service.app.state.database.connections.take()
        refused = await service.ask(COUNTY_NAME, token)
        assert (refused.status_code, code_of(refused)) == (503, "UNAVAILABLE")
        assert refused.headers["retry-after"] == "2"
        assert (await service.client.get("/health/ready")).status_code == 200
        service.app.state.database.connections.give_back(held)
        assert "errors" not in (await service.ask(COUNTY_NAME, token)).json()
        await until(lambda: any("1 requests were turned away" in record.getMessage() for record in caplog.records))
