"""GraphQL as server-sent events: an operation's answers, heartbeats between them, and an end for who is revoked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import orjson
import pytest

from api import event_stream
from api.negotiation import EVENT_STREAM
from schema.engine.limits import DEFAULTS
from tests.api.service import COUNTY_NAME, SIGN_IN, settle
from tests.api.sockets import BOARD, PATIENCE_SECONDS, Served, serve_for_real, until
from tests.api.test_live_ending import ENDINGS, Ending
from tests.api.watching import add_project, projects, worker
from tests.conftest import ScratchDatabase

__all__ = ["worker"]

SOMEBODY_WAITS, NOBODY_WAITS = (
    f"do $$ begin while {wrong} (select from pg_locks where not granted) loop perform pg_sleep(0.01); end loop; end $$"
    for wrong in ("not exists", "exists")
)


async def test_no_more_streams_are_open_than_may_be(module_database: ScratchDatabase, served: Served) -> None:
    """A stream of a query counts as well, for as long as it is under way."""
    async with serve_for_real(served.owner, module_database, connections=1) as narrow:
        token = await narrow.token()
        headers = {"accept": EVENT_STREAM, "authorization": f"Bearer {token}"}
        async with stream(narrow, BOARD, token) as first:
            await first.next_data()
            refused = await narrow.post({"query": "{ __typename }"}, headers)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
            assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_MANY"
        await until(lambda: not narrow.live.held)
        assert (await narrow.post({"query": "{ __typename }"}, headers)).status_code == 200


class Stream:
    """The events of a response, one after the other."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.lines = response.aiter_lines()

    async def event(self) -> tuple[str, Any]:
        """The next event's name and data; a comment's name is empty."""
        name, data = "", None
        while line := await asyncio.wait_for(anext(self.lines), PATIENCE_SECONDS):
            field, _, value = line.partition(":")
            name = value.strip() if field == "event" else name
            data = orjson.loads(value) if field == "data" and value.strip() else data
        return name, data

    async def next_data(self) -> Any:  # noqa: ANN401  # JSON
        name, data = await self.event()
        assert name == "next", name
        return data["data"]

    async def rest(self) -> list[tuple[str, Any]]:
        """What is left, to the end of the response."""
        events: list[tuple[str, Any]] = []
        while not events or events[-1][0] != "complete":
            events.append(await self.event())
        assert [line async for line in self.lines] == []
        return events


@asynccontextmanager
async def stream(
    served: Served,
    query: str,
    token: str | None,
    **variables: Any,  # noqa: ANN401  # JSON
) -> AsyncIterator[Stream]:
    headers = {"accept": EVENT_STREAM, **({"authorization": f"Bearer {token}"} if token else {})}
    body = {"query": query, "variables": variables}
    async with served.client.stream("POST", "/graphql", json=body, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(EVENT_STREAM)
        assert response.headers["cache-control"] == "no-store"
        yield Stream(response)


async def test_a_query_is_one_event_and_complete(served: Served) -> None:
    async with stream(served, COUNTY_NAME, await served.token()) as events:
        cost = {"cost": {"requested": 2, "limit": DEFAULTS.cost}}
        answer = {"data": {"tenant": {"name": "淳安县"}}, "extensions": cost}
        assert await events.rest() == [("next", answer), ("complete", None)]


async def test_a_mutation_may_sign_in(served: Served) -> None:
    async with stream(served, SIGN_IN, None, name="nobody", password="wrong") as events:  # noqa: S106  # of nobody
        (_, answer), _ = await events.rest()
        assert answer["data"]["signIn"]["userErrors"][0]["code"] == "WRONG_CREDENTIALS"


async def test_records_that_the_database_puts_on_lines_of_their_own_are_one_line(served: Served) -> None:
    tenants = "{ tenants { nodes { name } } }"
    token = await served.token()
    plain = (await served.ask(tenants, token)).json()
    assert len(plain["data"]["tenants"]["nodes"]) > 1
    async with stream(served, tenants, token) as events:
        assert (await events.event()) == ("next", plain)


@pytest.mark.parametrize(
    ("query", "signed_in", "code"),
    [
        ("{ nonsense }", True, "BAD_REQUEST"),
        ("subscription { nonsense }", True, "BAD_REQUEST"),
        (COUNTY_NAME, False, "UNAUTHENTICATED"),
        (BOARD, False, "UNAUTHENTICATED"),
    ],
)
async def test_an_error_is_an_event(served: Served, query: str, signed_in: bool, code: str) -> None:  # noqa: FBT001
    async with stream(served, query, await served.token() if signed_in else None) as events:
        (name, answer), complete = await events.rest()
        assert (name, complete[0]) == ("next", "complete")
        assert "data" not in answer
        assert answer["errors"][0]["extensions"]["code"] == code


async def test_what_is_no_request_is_refused_before_any_event(served: Served) -> None:
    headers = {"accept": EVENT_STREAM, "content-type": "text/plain"}
    assert (await served.client.post("/graphql", content=b"{}", headers=headers)).status_code == 415
    assert (await served.client.get("/graphql", headers=headers)).status_code == 405


async def test_a_subscription_sends_what_changes(served: Served) -> None:
    async with stream(served, BOARD, await served.token()) as events:
        before = projects(await events.next_data())
        for added in (1, 2):
            await add_project(served.owner)
            assert projects(await events.next_data()) == before + added


async def test_a_silent_stream_beats(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.1)
    async with stream(served, BOARD, await served.token()) as events:
        before = projects(await events.next_data())
        assert [await events.event() for _ in range(3)] == [("", None)] * 3
        await add_project(served.owner)
        name = ""
        while not name:
            name, answer = await events.event()
        assert projects(answer["data"]) == before + 1


async def test_a_client_that_leaves_stops_the_work(served: Served) -> None:
    """Also a statement that is under way."""
    token = await served.token()
    async with stream(served, BOARD, token) as events:
        await events.next_data()
        await until(lambda: served.live.subscriptions == 1)
    async with asyncio.timeout(5), served.owner.transaction():
        await served.owner.execute("lock table children in access exclusive mode")
        async with stream(served, "{ children { totalCount } }", token):
            await served.owner.execute(SOMEBODY_WAITS)
        await served.owner.execute(NOBODY_WAITS)
    await until(lambda: (served.live.subscriptions, served.live.held) == (0, set()))


@pytest.mark.parametrize(("end", "closed", "code"), ENDINGS)
async def test_a_stream_ends_with_its_session_or_grant_though_nothing_changes(
    served: Served, worker: tuple[str, str], end: Ending, closed: int, code: str
) -> None:
    name, token = worker
    async with stream(served, BOARD, token) as events:
        await events.next_data()
        await end(served, name, token)
        (_, answer), complete = await events.rest()
        assert answer["errors"][0]["extensions"]["code"] == code, closed
        assert complete == ("complete", None)


async def test_streams_are_complete_when_the_server_stops(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serve_for_real(owner, database) as served, stream(served, BOARD, await served.token()) as events:
        await events.next_data()
        served.stop()
        assert await events.rest() == [("complete", None)]
