"""A socket, and what is watched on it, end with the session and the grant, and no sooner."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tenants.administration.operator import NewGrant, grant_role, revoke_all, revoke_grant, start_session
from tests.api.service import COUNTY
from tests.api.sockets import BOARD, Served, serve_for_real
from tests.api.watching import DAY, add_project, projects, served, worker
from tests.conftest import ScratchDatabase

__all__ = ["served", "worker"]

SIGN_OUT = "mutation { signOut { signedOut } }"
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
