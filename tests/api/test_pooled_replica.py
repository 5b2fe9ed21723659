"""A pooler before the server and one before its replica: figures come by both, under the same limits and proofs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import asyncpg
import pytest

from api import embedded
from migrations.run import upgrade
from tenants.database.connecting import PATIENCE
from tests.api.service import Service, code_of, serve, settle
from tests.api.test_failover import (
    AWAY,
    FIGURES,
    FOLLOWS,
    LATE,
    LISTED,
    REGISTER,
    SIGN_OUT,
    counted,
    id_of,
    told,
    until_ready_says,
    until_told,
    write,
)
from tests.conftest import ScratchDatabase
from tests.pooler import pooling
from tests.replica import Pair, located, replicated

LIMITS = "select current_setting('statement_timeout'), current_setting('TimeZone'), pg_is_in_recovery()"


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    with replicated() as made:
        await upgrade(made.addresses.owner_url, embedded.APPLICATION)
        yield made


async def test_figures_come_by_both_poolers(pair: Pair) -> None:
    owner_url, folders = pair.addresses.owner_url, (pair.first, pair.second)
    direct = [ScratchDatabase(located(owner_url, str(folder)), pair.url(folder)) for folder in folders]
    async with AsyncExitStack() as stack:
        owner = await asyncpg.connect(owner_url)
        stack.push_async_callback(owner.close)
        await settle(owner)
        first, second = [stack.enter_context(pooling(one)).application_url for one in direct]
        given = {"listen_url": direct[0].application_url, "replica_lag": timedelta(hours=1)}
        service = await stack.enter_async_context(serve(owner, first, replica_urls=(second,), **given))
        alone = await stack.enter_async_context(serve(owner, direct[0].application_url))
        await until_ready_says(service, 200, FOLLOWS)
        (replica,) = service.app.state.database.replicas.all
        async with replica.lent(replica.connections) as connection:
            limit = f"{PATIENCE.statement.total_seconds():.0f}s"
            assert tuple(await connection.fetchrow(LIMITS)) == (limit, "UTC", True)

        writer, reader = await service.token(), await service.token()
        await write(service, REGISTER, writer, id=id_of(1), name="小1")
        await pair.catch_up()
        before = await told(alone, LATE, reader)
        await pair.pause_second()
        await write(service, REGISTER, writer, id=id_of(2), name="小2")
        await asyncio.gather(*(until_told(service, LATE, reader, before) for _ in range(12)))
        for query in (FIGURES, LISTED):
            assert await counted(service, query, writer) == 2
        assert await told(alone, LATE, reader) != before
        assert (await service.ask(SIGN_OUT, reader)).json()["data"]["signOut"] == {"signedOut": True}
        assert code_of(await service.ask(FIGURES, reader)) == "UNAUTHENTICATED"
        await pair.resume_second()
        await pair.catch_up()
        await nobody_notices(pair, service, writer)


async def nobody_notices(pair: Pair, service: Service, token: str) -> None:
    """The pooler answers, and behind it nothing does."""
    with pair.frozen_second():
        assert await counted(service, FIGURES, token) == 2
        await until_ready_says(service, 200, AWAY)
    await until_ready_says(service, 200, FOLLOWS)
    await asyncio.to_thread(pair.kill_second)
    assert await counted(service, FIGURES, token) == 2
    await until_ready_says(service, 200, AWAY)
    await write(service, REGISTER, token, id=id_of(3), name="小3")
    await asyncio.to_thread(pair.start_second)
    await until_ready_says(service, 200, FOLLOWS)
    assert await counted(service, FIGURES, token) == 3
