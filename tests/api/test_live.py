"""Subscriptions: pushed when what they show has changed, and only then."""

import asyncio
import time
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from api import live
from tenants.administration.operator import NewGrant, add_user, grant_role, start_session
from tests.api.service import COUNTY, settle
from tests.api.sockets import BOARD, Served, serve_for_real, until
from tests.api.watching import DAY, add_project, projects, served
from tests.conftest import ScratchDatabase

__all__ = ["served"]

TERMINATE = """select pg_terminate_backend(pid) from pg_stat_activity
    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()"""


async def test_a_write_is_seen_by_who_watches(served: Served) -> None:
    async with served.signed_in() as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        for added in (1, 2):
            await add_project(served.owner)
            assert projects(await client.next_data()) == before + added


async def test_what_does_not_change_what_is_shown_is_not_sent(served: Served) -> None:
    async with served.signed_in() as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        await add_project(served.owner, 340000000000)
        assert await client.silent()
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1


async def test_many_writes_are_sent_together(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """At most once an interval, and in the end all of it."""
    await settle(owner)
    interval = timedelta(seconds=0.5)
    async with (
        serve_for_real(owner, database, live_interval=interval) as served,
        served.signed_in() as client,
    ):
        await client.subscribe(BOARD)
        await client.next_data()
        began = time.monotonic()
        for _ in range(20):
            await add_project(owner)
            await asyncio.sleep(0.02)
        heard = [projects(await client.next_data())]
        while heard[-1] < 20:
            heard.append(projects(await client.next_data()))
        assert len(heard) <= (time.monotonic() - began) / interval.total_seconds() + 1


async def test_what_figures_do_not_tell_of_is_seen_later(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "REVISITED", timedelta(seconds=0.1))
    async with served.signed_in() as client:
        await client.subscribe('subscription { tenant(code: "330127100201") { name } }')
        assert await client.next_data() == {"tenant": {"name": "某村"}}
        await served.owner.execute("update tenants set name = '新村' where code = 330127100201")
        assert await client.next_data() == {"tenant": {"name": "新村"}}


async def test_another_process_hears_of_it(served: Served, module_database: ScratchDatabase) -> None:
    """The one that does not roll up is told by the one that does."""
    settings = {"background_interval": timedelta(hours=1)}
    async with serve_for_real(served.owner, module_database, **settings) as other, other.signed_in() as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1


async def test_lost_connections_to_the_database_end_no_subscription(
    served: Served, module_database: ScratchDatabase
) -> None:
    async with served.signed_in() as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        killer = await asyncpg.connect(module_database.application_url)
        await killer.execute(TERMINATE)
        await killer.close()
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 2


async def test_no_more_subscriptions_than_may_be(served: Served) -> None:
    await until(lambda: served.live.subscriptions == 0)
    async with served.signed_in() as client, served.signed_in() as other:
        for number in range(4):
            await client.subscribe(BOARD, str(number))
            await client.next_data(str(number))
        await other.subscribe(BOARD)
        refused = await other.hear()
        (error,) = refused["payload"]
        assert (refused["type"], error["extensions"]["code"], error["extensions"]["most"]) == (
            "error",
            "LIMIT_EXCEEDED",
            4,
        )
        await client.connection.close()
        await until(lambda: served.live.subscriptions == 0)
        await other.subscribe(BOARD)
        await other.next_data()


async def test_a_subscription_over_plain_http_is_refused(served: Served) -> None:
    (error,) = (await served.ask(BOARD, await served.token())).json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "graphql-transport-ws" in error["message"]


async def test_an_operation_that_is_not_the_roles_leaves_the_socket_open(served: Served) -> None:
    name = f"user {uuid4()}"
    await add_user(served.owner, name, None)
    await grant_role(served.owner, name, NewGrant("ADMINISTRATOR", COUNTY))
    async with served.signed_in(await start_session(served.owner, name, DAY, DAY)) as client:
        await client.subscribe(BOARD)
        assert (await client.hear())["payload"][0]["extensions"]["code"] == "FORBIDDEN"
        await client.subscribe("{ viewer { name } }", "2")
        assert await client.next_data("2") == {"viewer": {"name": name}}


async def test_sockets_are_told_when_the_server_stops(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serve_for_real(owner, database) as served, served.signed_in() as client, served.socket() as silent:
        await client.subscribe(BOARD)
        await client.next_data()
        served.stop()
        assert (await client.closed(), await silent.closed()) == (1001, 1001)


async def test_sockets_that_the_server_ends_before_the_application_does_are_told_the_same(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    """A busy process comes to both at once, and either may be first."""
    await settle(owner)
    async with serve_for_real(owner, database) as served, served.signed_in() as client, served.socket() as silent:
        await client.subscribe(BOARD)
        await client.next_data()
        served.server.should_exit = True
        assert (await client.closed(), await silent.closed()) == (1001, 1001)


CHILD = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
                      identified_on, on_file_on)
    values (gen_random_uuid(), 330127000000, $1, 'FEMALE', '2015-01-01', 'LEFT_BEHIND', 'CIVIL_AFFAIRS', '2024-01-01',
            '2024-01-01', '2024-01-01')"""
NAMES = 'subscription { tenant(code: "330127") { children { nodes { name } } statistics { projects } } }'


async def test_what_is_read_again_and_not_sent_is_not_logged(served: Served) -> None:
    """However often somebody elsewhere writes; what is sent is logged once."""
    logged = "select count(*) from access_log"
    await served.owner.execute(CHILD, "可可")
    async with served.signed_in() as client:
        before = await served.owner.fetchval(logged)
        await client.subscribe(NAMES)
        await client.next_data()
        for _ in range(10):
            await add_project(served.owner, 340000000000)
            await asyncio.sleep(0.1)
        assert await client.silent()
        assert await served.owner.fetchval(logged) == before + 1
        await served.owner.execute("update children set name = '乐乐' where name = '可可'")
        await add_project(served.owner)
        assert (await client.next_data())["tenant"]["children"] == {"nodes": [{"name": "乐乐"}]}
        assert await client.silent()
        assert await served.owner.fetchval(logged) == before + 2
