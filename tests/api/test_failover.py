"""A standby: read from while it follows; and once the server is lost, what was acknowledged is there.

Of a session it has what she wrote, nobody reads from it who acts no longer, and what is refused is told why.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import httpx
import pytest

from api import embedded
from api.sender import Sender
from migrations.run import upgrade
from tenants.administration.operator import NewGrant, grant_role
from tenants.database.replicas import Replica
from tenants.database.transactions import Database
from tenants.errors import Unavailable
from tenants.reading.statement import Shown
from tests.api.service import COUNTY, COUNTY_NAME, Service, code_of, serve, settle
from tests.api.sockets import PATIENCE_SECONDS
from tests.callers import add_person
from tests.keys import KEYS
from tests.replica import Pair, replicated

DIRECTOR, ANALYST, PROVINCE = "330127.director", "33.analyst", 330000000000
REGISTER = """mutation ($id: ID!, $name: String = "小明") { registerChild(input: {id: $id, tenant: "330127100201",
    name: $name, sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01", onFileOn: "2024-01-01"}) { child { version } userErrors { code } } }"""
PROGRAMME = """mutation ($name: String!) { createProgramme(input: {tenant: "330127", name: $name, kind: BRAND,
    startedOn: "2024-01-01"}) { programme { version } userErrors { code } } }"""
UPDATE = """mutation ($id: ID!, $request: ID!) { updateChild(input: {id: $id, expectedVersion: 1, requestId: $request,
    school: "第一小学"}) { child { version } userErrors { code } } }"""
SIGN_OUT = "mutation { signOut { signedOut } }"
CHILDREN = "{ children(first: 1) { totalCount } }"
FIGURES = '{ tenant(code: "330127") { name statistics { children } } }'
# With what is logged.
LISTED = '{ tenant(code: "330127") { statistics { children } children { totalCount nodes { name } } } }'
# Figures, the tree and programmes.
LATE = """{ tenants { totalCount nodes { code name branches { nodes { name parent { name } } }
        statistics { children childrenByRisk { value count } suppressed }
        statisticsByPeriod(periods: ["2024-H1"]) { visits } } }
    programmes(order: NAME_ASC) { nodes { name tenant { statistics { children } } targets { totalCount } } } }"""
READ_ONLY = "READ_ONLY: the database can only be read: it is a copy of another, or was told to be so"
FOLLOWS, AWAY = "ready\nreplica 1 follows", "ready\nreplica 1 does not answer"
BEHIND = "ready\nreplica 1 is behind by more than CIRCLE_REPLICA_LAG_SECONDS"
PROMOTED = "ready\nreplica 1 is no replica, it can be written to"
LONG, SHORT = timedelta(hours=1), timedelta(seconds=1)
# From the end of the promotion on.
BACK_SECONDS = 10


@pytest.fixture(scope="module")
async def pair() -> AsyncIterator[Pair]:
    with replicated() as made:
        await upgrade(made.addresses.owner_url, embedded.APPLICATION)
        owner = await asyncpg.connect(made.addresses.owner_url)
        await settle(owner)
        for name, role, code in ((DIRECTOR, "DIRECTOR", COUNTY), (ANALYST, "ANALYST", PROVINCE)):
            await add_person(owner, name)
            await grant_role(owner, name, NewGrant(role, code))
        await owner.close()
        yield made


@dataclass(frozen=True)
class Read:
    """A service that reads from the second server, another process of the same, and one that knows of none."""

    pair: Pair
    owner: asyncpg.Connection
    service: Service
    other: Service
    alone: Service


@asynccontextmanager
async def reading(pair: Pair, lag: timedelta) -> AsyncIterator[Read]:
    async with AsyncExitStack() as stack:
        owner = await asyncpg.connect(pair.addresses.owner_url)
        stack.push_async_callback(owner.close)
        first, replicas = pair.url(pair.first), (pair.url(pair.second),)
        service, other = [
            await stack.enter_async_context(serve(owner, first, replica_urls=replicas, replica_lag=lag))
            for _ in range(2)
        ]
        alone = await stack.enter_async_context(serve(owner, first))
        for one in (service, other):
            await until_ready_says(one, 200, FOLLOWS)
        yield Read(pair, owner, service, other, alone)


async def test_a_session_sees_what_it_wrote_and_others_a_little_later(pair: Pair) -> None:
    async with reading(pair, LONG) as read:
        writer, reader = await read.service.token(), await read.service.token()
        director, analyst = [str((await read.service.sign_in(name))["accessToken"]) for name in (DIRECTOR, ANALYST)]
        await write(read.service, REGISTER, writer, id=id_of(1), name="小1")
        await write(read.service, PROGRAMME, director, name="蓝马甲")
        await pair.catch_up()
        before = {token: await told(read.alone, LATE, token) for token in (reader, analyst)}
        figures = await told(read.alone, FIGURES, reader)
        assert '"children":1' in figures

        await pair.pause_second()
        await write(read.service, REGISTER, writer, id=id_of(2), name="小2")
        await write(read.service, PROGRAMME, director, name="红马甲")
        for token in (reader, analyst):
            # The same as the primary told when it was so: row security, and what is suppressed, included.
            await until_told(read.service, LATE, token, before[token])
            assert await told(read.alone, LATE, token) != before[token]
        # Whichever process it asks.
        for service in (read.service, read.other):
            assert await counted(service, FIGURES, writer) == 2
            await until_told(service, FIGURES, reader, figures)
            assert await counted(service, LISTED, reader) == 2
        watched = await read.service.app.state.graphql.answering.answer(
            {"query": f"subscription {FIGURES}"}, Sender(f"Bearer {reader}"), Shown()
        )
        assert '"children":2' in watched.json().decode()

        # The replica does not know yet.
        assert (await read.other.ask(SIGN_OUT, reader)).json()["data"]["signOut"] == {"signedOut": True}
        assert code_of(await read.service.ask(FIGURES, reader)) == "UNAUTHENTICATED"
        revoking = "update grants set revoked_at = now() from users u where u.id = user_id and u.name = $1"
        await read.owner.execute(revoking, ANALYST)
        assert code_of(await read.service.ask(FIGURES, analyst)) == "FORBIDDEN"
        # Nor of a session that has just begun.
        assert await counted(read.service, FIGURES, await read.service.token()) == 2

        await pair.resume_second()
        await pair.catch_up()
        assert await counted(read.service, FIGURES, writer) == 2


async def test_what_is_too_late_or_away_is_not_asked_and_nobody_notices(pair: Pair) -> None:
    async with reading(pair, SHORT) as read:
        writer, reader = await read.service.token(), await read.service.token()
        children = await counted(read.alone, FIGURES, reader)
        await pair.catch_up()
        await pair.pause_second()
        await write(read.service, REGISTER, writer, id=id_of(3), name="小3")
        await until_ready_says(read.service, 200, BEHIND)
        assert await counted(read.service, FIGURES, reader) == children + 1
        await pair.resume_second()
        await until_ready_says(read.service, 200, FOLLOWS)

        asking = asyncio.create_task(ask_until_cancelled(read.service, reader, children + 1))
        (replica,) = read.service.app.state.database.replicas.all
        under_way = asyncio.create_task(sleep_at(replica))
        with pair.frozen_second():
            assert await counted(read.service, FIGURES, reader) == children + 1
            await until_ready_says(read.service, 200, AWAY)
            with pytest.raises(Unavailable):
                await under_way
        await until_ready_says(read.service, 200, FOLLOWS)
        await asyncio.to_thread(pair.kill_second)
        await until_ready_says(read.service, 200, AWAY)
        await write(read.service, REGISTER, writer, id=id_of(4), name="小4")
        await asyncio.to_thread(pair.start_second)
        await until_ready_says(read.service, 200, FOLLOWS)
        assert not asking.done()
        asking.cancel()
        assert await counted(read.service, FIGURES, reader) == children + 2


async def sleep_at(replica: Replica) -> None:
    async with replica.lent(replica.connections) as connection:
        await connection.execute("select pg_sleep(3600)", timeout=PATIENCE_SECONDS)


async def ask_until_cancelled(service: Service, token: str, least: int) -> None:
    while True:
        assert await counted(service, FIGURES, token) >= least


async def write(service: Service, mutation: str, token: str, **variables: str) -> None:
    (payload,) = (await service.ask(mutation, token, **variables)).json()["data"].values()
    assert payload["userErrors"] == []


async def told(service: Service, query: str, token: str) -> str:
    answer = await service.ask(query, token)
    assert "errors" not in answer.json(), answer.text
    return answer.text


async def until_told(service: Service, query: str, token: str, text: str) -> None:
    """By the replica, which is not asked for a moment where the machine has kept it waiting."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await told(service, query, token) == text:
                return
            await asyncio.sleep(0.05)


async def counted(service: Service, query: str, token: str) -> int:
    answer = (await service.ask(query, token)).json()
    assert "errors" not in answer
    return int(answer["data"]["tenant"]["statistics"]["children"])


async def test_what_the_standby_lacks_is_not_acknowledged_when_it_is_sent_again(pair: Pair) -> None:
    """The first answer came too late, and by then it was there for who looks at the server alone."""
    owner = await asyncpg.connect(pair.addresses.owner_url)
    asked = ((REGISTER, {"id": id_of(9_000), "name": "小红"}), (UPDATE, {"id": id_of(9_002), "request": id_of(9_001)}))
    soon = {"statement_timeout": SHORT / 2, "request_timeout": SHORT}
    async with serve(owner, pair.addresses.application_url, **soon) as service:
        token = await service.token()
        assert "errors" not in (await service.ask(REGISTER, token, id=id_of(9_002), name="小兰")).json()
        await pair.wait_for_both()
        with pair.frozen_second():
            for query, given in asked:
                for _ in range(2):
                    answer = await service.ask(query, token, **given)
                    assert (answer.status_code, code_of(answer)) == (503, "UNAVAILABLE")
    async with serve(owner, pair.addresses.application_url) as service:
        for query, given in asked:
            (done,) = (await service.ask(query, token, **given)).json()["data"].values()
            assert done["userErrors"] == []
        assert {id_of(9_000), id_of(9_002)} <= await kept(pair)
    await owner.close()


async def test_the_standby_takes_over(pair: Pair) -> None:
    """Every write waits for both.

    One process is told of both hosts, two of an address that leads to the one and then to the other.
    """
    await pair.wait_for_both()
    front = pair.second.parent / "front"
    front.symlink_to(pair.first)
    async with AsyncExitStack() as stack:
        owner = await asyncpg.connect(pair.addresses.owner_url)
        urls = pair.url(pair.first, pair.second), pair.url(front), pair.url(front, more="&target_session_attrs=any")
        replicas = (pair.url(pair.second),)
        services = [await stack.enter_async_context(serve(owner, url, replica_urls=replicas)) for url in urls]
        both = services[0]
        token = await both.token()
        for service in services:
            await until_ready_says(service, 200, FOLLOWS)
            assert "errors" not in (await service.ask(CHILDREN, token)).json()

        before = await kept(pair)
        writing = asyncio.create_task(write_until_refused(both, token))
        await asyncio.sleep(0.5)
        pair.kill_first()
        acknowledged = await writing
        front.unlink()
        front.symlink_to(pair.second)
        for service in services:
            await until_ready_says(service, 503, READ_ONLY)
            for query in (CHILDREN, COUNTY_NAME, FIGURES, REGISTER):
                refused(await service.ask(query, token, id=id_of(9_999)))
        with pytest.raises(Unavailable, match="READ_ONLY"):
            await Database.connect(pair.url(pair.second), 1, KEYS)

        pair.promote_second()
        began = time.monotonic()
        for service in services:
            await until_ready_says(service, 200, PROMOTED)
            assert "errors" not in (await service.ask(FIGURES, token)).json()
        done = (await both.ask(REGISTER, token, id=id_of(9_998))).json()
        assert done["data"]["registerChild"]["child"] == {"version": 1}
        assert time.monotonic() - began < BACK_SECONDS
        there = await kept(pair) - before
        assert acknowledged
        assert acknowledged <= there
        # The one that was under way when the server was lost may be there as well.
        assert len(there - acknowledged) <= 2
        await owner.close()


async def write_until_refused(service: Service, token: str) -> set[str]:
    """The ids of the children whose registration was acknowledged."""
    acknowledged: set[str] = set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        for number in range(10, 9_000):
            answer = await service.ask(REGISTER, token, id=id_of(number), name=f"小{number}")
            if answer.status_code != 200:
                refused(answer)
                return acknowledged
            assert answer.json()["data"]["registerChild"]["userErrors"] == []
            acknowledged.add(id_of(number))
    raise AssertionError("nothing was refused")


async def kept(pair: Pair) -> set[str]:
    owner = await asyncpg.connect(user="postgres", database=embedded.DATABASE, host=str(pair.second))
    found = {str(row[0]) for row in await owner.fetch("select id from children")}
    await owner.close()
    return found


def id_of(number: int) -> str:
    return f"019a0000-0000-7000-8000-{number:012}"


def refused(answer: httpx.Response) -> None:
    assert (answer.status_code, code_of(answer), answer.headers["retry-after"]) == (503, "UNAVAILABLE", "2")


async def until_ready_says(service: Service, status: int, text: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            said = await service.client.get("/health/ready")
            if (said.status_code, said.text) == (status, text):
                return
            await asyncio.sleep(0.05)
