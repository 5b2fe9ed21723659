"""The server is lost and its standby promoted: what was acknowledged is there, and what is refused is told why."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import httpx
import pytest

from api import embedded
from migrations.run import upgrade
from tenants.database.transactions import Database
from tenants.errors import Unavailable
from tests.api.service import COUNTY_NAME, Service, code_of, serve, settle
from tests.api.sockets import PATIENCE_SECONDS
from tests.keys import KEYS
from tests.replica import Pair, replicated

REGISTER = """mutation ($id: ID!, $name: String = "小明") { registerChild(input: {id: $id, tenant: "330127100201",
    name: $name, sex: MALE, birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION,
    identifiedOn: "2024-01-01"}) { child { version } userErrors { code } } }"""
CHILDREN = "{ children(first: 1) { totalCount } }"
FIGURES = '{ tenant(code: "330127") { name statistics { children } } }'
READ_ONLY = "READ_ONLY: the database can only be read: it is a copy of another, or was told to be so"
# From the end of the promotion on.
BACK_SECONDS = 10


@pytest.fixture(scope="module")
async def pair() -> AsyncIterator[Pair]:
    with replicated() as made:
        await upgrade(made.addresses.owner_url, embedded.APPLICATION)
        await made.order(made.first, "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()")
        yield made


async def test_the_standby_takes_over(pair: Pair) -> None:
    """One process is told of both hosts, two of an address that leads to the one and then to the other."""
    front = pair.second.parent / "front"
    front.symlink_to(pair.first)
    async with AsyncExitStack() as stack:
        owner = await asyncpg.connect(pair.addresses.owner_url)
        await settle(owner)
        urls = pair.url(pair.first, pair.second), pair.url(front), pair.url(front, more="&target_session_attrs=any")
        services = [await stack.enter_async_context(serve(owner, url)) for url in urls]
        both = services[0]
        token = await both.token()
        for service in services:
            assert "errors" not in (await service.ask(CHILDREN, token)).json()

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
            await until_ready_says(service, 200, "ready")
            assert "errors" not in (await service.ask(FIGURES, token)).json()
        done = (await both.ask(REGISTER, token, id=id_of(9_998))).json()
        assert done["data"]["registerChild"]["child"] == {"version": 1}
        assert time.monotonic() - began < BACK_SECONDS
        there = await kept(pair)
        assert acknowledged
        assert acknowledged <= there
        # The one that was under way when the server was lost may be there as well.
        assert len(there - acknowledged) <= 2
        await owner.close()


async def write_until_refused(service: Service, token: str) -> set[str]:
    """The ids of the children whose registration was acknowledged."""
    acknowledged: set[str] = set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        for number in range(1, 9_000):
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
