"""Subscriptions: pushed when what they show has changed, and only then, to whoever may still see it, and no longer."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from api import live
from tenants.administration.operator import NewGrant, add_user, grant_role, revoke_all, revoke_grant, start_session
from tests.api.service import COUNTY, settle
from tests.api.sockets import BOARD, Served, serve_for_real, until
from tests.conftest import ScratchDatabase

DAY = timedelta(days=1)
SIGN_OUT = "mutation { signOut { signedOut } }"
PROJECT = """insert into projects (id, tenant_code, name, started_on)
    values (gen_random_uuid(), {}, 'p', '2024-01-01')"""
TERMINATE = """select pg_terminate_backend(pid) from pg_stat_activity
    where usename = current_user and datname = current_database() and pid <> pg_backend_pid()"""


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    await owner.execute("insert into tenants (code, name, level) values (340000000000, '安徽省', 'PROVINCE')")
    async with serve_for_real(owner, module_database, subscriptions=4) as made:
        yield made
    await owner.close()


def projects(data: object) -> int:
    match data:
        case {"tenant": {"statistics": {"projects": int() as count}}}:
            return count
    raise AssertionError(data)


async def add_project(owner: asyncpg.Connection, tenant: int = COUNTY) -> None:
    await owner.execute(PROJECT.format(tenant))


@pytest.fixture
async def worker(served: Served) -> tuple[str, str]:
    """A new caseworker's name, and the token of a session."""
    name = f"worker {uuid4()}"
    await add_user(served.owner, name, None)
    await grant_role(served.owner, name, NewGrant("CASEWORKER", COUNTY))
    return name, await start_session(served.owner, name, DAY, DAY)


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
    """The one that does not fold is told by the one that does."""
    settings = {"fold_interval": timedelta(hours=1)}
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


Ending = Callable[[Served, str, str], Awaitable[object]]


async def sign_out(served: Served, _: str, token: str) -> None:
    assert (await served.ask(SIGN_OUT, token)).json()["data"] == {"signOut": {"signedOut": True}}


async def revoke_everything(served: Served, name: str, _: str) -> None:
    await revoke_all(served.owner, name)


async def revoke_the_grant(served: Served, name: str, _: str) -> None:
    await revoke_grant(served.owner, name, "CASEWORKER", COUNTY)


SESSIONS = "update sessions set {} where user_id = (select id from users where name = $1)"


async def expire(served: Served, name: str, _: str) -> None:
    await served.owner.execute(SESSIONS.format("refresh_until = now(), access_until = now()"), name)


async def expire_the_grant(served: Served, name: str, _: str) -> None:
    await served.owner.execute(
        "update grants set until_at = now() where user_id = (select id from users where name = $1)", name
    )


async def close_the_user(served: Served, name: str, _: str) -> None:
    await served.owner.execute("update users set closed_at = now() where name = $1", name)


ENDINGS = [
    (sign_out, 4401, "UNAUTHENTICATED"),
    (revoke_everything, 4401, "UNAUTHENTICATED"),
    (expire, 4401, "UNAUTHENTICATED"),
    (close_the_user, 4401, "UNAUTHENTICATED"),
    (revoke_the_grant, 4403, "FORBIDDEN"),
    (expire_the_grant, 4403, "FORBIDDEN"),
]


@pytest.mark.parametrize(("end", "closed", "code"), ENDINGS)
async def test_an_idle_socket_is_closed_when_its_session_or_grant_ends(
    served: Served, worker: tuple[str, str], end: Ending, closed: int, code: str
) -> None:
    """Also where other sessions and grants of the same user hold, and while another's socket stays open."""
    name, token = worker
    await start_session(served.owner, name, DAY, DAY)
    async with served.signed_in(token) as client, served.signed_in() as another:
        assert await client.silent()
        await grant_role(served.owner, name, NewGrant("ANALYST", COUNTY))
        await end(served, name, token)
        assert (await client.closed(), code) == (closed, code)
        await another.say("ping")
        assert await another.hear() == {"type": "pong"}


@pytest.mark.parametrize(("end", "closed", "code"), ENDINGS)
async def test_a_subscription_ends_with_its_session_or_grant_though_nothing_changes(
    served: Served, worker: tuple[str, str], end: Ending, closed: int, code: str
) -> None:
    name, token = worker
    async with served.signed_in(token) as client:
        await client.subscribe(BOARD)
        await client.next_data()
        await end(served, name, token)
        message = await client.hear()
        assert (message["type"], message["id"]) == ("error", "1")
        assert message["payload"][0]["extensions"]["code"] == code
        assert await client.closed() == closed


@pytest.fixture(scope="module")
async def trusting(served: Served, module_database: ScratchDatabase) -> AsyncIterator[Served]:
    """A server that proves nothing while nobody asks."""
    async with serve_for_real(served.owner, module_database, proof_interval=DAY) as made:
        yield made


@pytest.mark.parametrize(("end", "closed", "code"), ENDINGS)
async def test_nothing_is_pushed_after_the_end_although_no_proof_was_due(
    trusting: Served, worker: tuple[str, str], end: Ending, closed: int, code: str
) -> None:
    """What changes at the very moment is refused by the request itself, and the socket closed without waiting."""
    name, token = worker
    await grant_role(trusting.owner, name, NewGrant("DIRECTOR", COUNTY))
    async with trusting.signed_in(token) as client:
        await client.subscribe(BOARD)
        await client.next_data()
        await end(trusting, name, token)
        await add_project(trusting.owner)
        message = await client.hear()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", code)
        assert await client.closed() == closed


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


async def test_a_subscription_outlives_its_access_token(served: Served, worker: tuple[str, str]) -> None:
    """And its successors: it ends with the session. What is not a subscription is answered as well."""
    name, token = worker
    async with served.signed_in(token) as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        await served.owner.execute(SESSIONS.format("access_until = now()"), name)
        assert await client.silent(0.5)
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1
        await client.subscribe("{ viewer { name } }", "2")
        assert await client.next_data("2") == {"viewer": {"name": name}}
        (error,) = (await served.ask("{ viewer { name } }", token)).json()["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"


async def test_where_the_token_has_lapsed_a_socket_does_not_change_the_account(
    served: Served, worker: tuple[str, str]
) -> None:
    name, token = worker
    async with served.signed_in(token) as client:
        await served.owner.execute(SESSIONS.format("access_until = now()"), name)
        await client.subscribe("mutation { endOtherSessions { ended } }")
        assert (await client.hear())["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_token_is_renewed_on_the_socket(served: Served, worker: tuple[str, str]) -> None:
    """Of another session of the same user: the subscriptions go on in that one when the first has ended."""
    name, token = worker
    async with served.signed_in(token) as client:
        await client.subscribe(BOARD)
        before = projects(await client.next_data())
        other = await start_session(served.owner, name, DAY, DAY)
        await client.say("ping", payload={"authorization": f"Bearer {other}"})
        assert await client.hear() == {"type": "pong"}
        await sign_out(served, name, token)
        assert await client.silent(0.5)
        await add_project(served.owner)
        assert projects(await client.next_data()) == before + 1
        await sign_out(served, name, other)
        assert await client.closed() == 4401


@pytest.mark.parametrize("whose", ["nobody's", "another user's"])
async def test_no_other_users_token_is_taken_on_the_socket(served: Served, worker: tuple[str, str], whose: str) -> None:
    async with served.signed_in(worker[1]) as client:
        token = await served.token() if whose == "another user's" else "nonsense"
        await client.say("ping", payload={"authorization": f"Bearer {token}"})
        assert await client.closed() == 4403


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
