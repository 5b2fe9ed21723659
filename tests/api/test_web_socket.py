"""The protocol graphql-transport-ws over real sockets: what is said, in which order, and why a socket is closed."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from websockets.exceptions import InvalidStatus

from api import web_socket
from tenants.administration.operator import NewGrant, add_user, grant_role
from tests.api.service import COUNTY, COUNTY_NAME, settle
from tests.api.sockets import BOARD, PROTOCOL, Client, Served, serve_for_real, until
from tests.conftest import ScratchDatabase

FOUND = {"tenant": {"name": "淳安县"}}
INIT: dict[str, Any] = {"type": "connection_init"}


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve_for_real(owner, module_database, socket_operations=3, connections=6) as made:
        yield made
    await owner.close()


@pytest.fixture
async def client(served: Served) -> AsyncIterator[Client]:
    async with served.signed_in() as opened:
        yield opened


async def test_a_query_is_answered_in_text_and_complete(client: Client) -> None:
    await client.subscribe(COUNTY_NAME)
    assert await client.next_data() == FOUND
    assert await client.hear() == {"type": "complete", "id": "1"}


async def test_an_id_is_free_again_once_its_operation_is_complete(client: Client) -> None:
    for _ in range(20):
        await client.subscribe(COUNTY_NAME)
        assert await client.next_data() == FOUND
        assert (await client.hear())["type"] == "complete"


async def test_a_mutation_is_done_and_read_back(served: Served, client: Client) -> None:
    plan = """mutation ($tenant: DivisionCode!) { planActivity(input: {tenant: $tenant, name: "讲座", kind: LECTURE,
        focus: SAFETY, plannedOn: "2026-01-01"}) { activity { name } userErrors { code } } }"""
    await client.subscribe(plan, tenant="330127")
    assert await client.next_data() == {"planActivity": {"activity": {"name": "讲座"}, "userErrors": []}}
    assert await served.owner.fetchval("select count(*) from activities where name = '讲座'") == 1


@pytest.mark.parametrize("query", ["{ nonsense }", "{", "subscription { a: tenant b: tenant }", "subscription { x }"])
async def test_what_is_no_operation_is_an_error_by_its_id(client: Client, query: str) -> None:
    await client.subscribe(query, "7")
    message = await client.hear()
    assert (message["type"], message["id"]) == ("error", "7")
    assert {error["extensions"]["code"] for error in message["payload"]} == {"BAD_REQUEST"}
    await client.subscribe(COUNTY_NAME)
    assert await client.next_data() == FOUND


async def test_what_goes_beyond_a_limit_is_an_error_by_its_id(client: Client) -> None:
    for operation in ("query", "subscription"):
        aliases = " ".join(f"a{n}: __typename" for n in range(200))
        await client.subscribe(f"{operation} {{ {aliases} }}", "7")
        message = await client.hear()
        assert (message["type"], message["id"]) == ("error", "7")
        assert message["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_words_are_in_the_language_asked_for(served: Served) -> None:
    token = await served.token()
    for language, word in (("en", "fit the schema"), ("zh", "不符合")):
        async with served.signed_in(token, acceptLanguage=language) as client:
            await client.subscribe("{ nonsense }")
            assert word in (await client.hear())["payload"][0]["message"]


async def test_pings_are_answered_also_before_a_session(served: Served) -> None:
    async with served.socket() as client:
        for payload in ({}, {"payload": None}, {"payload": {"at": 1}}):
            await client.say("ping", **payload)
            assert await client.hear() == {"type": "pong"}
        await client.say("pong")
        await client.begin(await served.token())


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }"}}], 4401),
        ([INIT], 4403),
        ([{**INIT, "payload": {"authorization": "Bearer nonsense"}}], 4403),
        ([{**INIT, "payload": {"authorization": "Basic eDp5"}}], 4403),
        ([{**INIT, "payload": {"authorization": 1}}], 4403),
        ([{"type": "ping", "payload": {"authorization": "Bearer nonsense"}}], 4401),
        ([{**INIT, "payload": []}], 4400),
        ([{"type": "start", "id": "1", "payload": {"query": "{ __typename }"}}], 4400),
        ([{"type": "next", "id": "1"}], 4400),
        ([{"type": "complete"}], 4400),
        ([{"type": "complete", "id": 1}], 4400),
        ([{"type": "ping", "payload": 1}], 4400),
        ([{}], 4400),
        ([[]], 4400),
        ([None], 4400),
        ([1], 4400),
    ],
)
async def test_what_is_said_before_a_session(served: Served, messages: list[Any], code: int) -> None:
    async with served.socket() as client:
        for message in messages:
            await client.send(message)
        assert await client.closed() == code


@pytest.mark.parametrize("raw", ["", "{", "nonsense", '{"type": "ping"', b"\xff", b'{"type": "ping"}', "[" * 100_000])
async def test_what_is_no_message(served: Served, raw: str | bytes) -> None:
    async with served.socket() as client:
        await client.connection.send(raw)
        assert await client.closed() == 4400


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (INIT, 4429),
        ({"type": "subscribe", "payload": {"query": "{ __typename }"}}, 4400),
        ({"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}}, 4400),
        ({"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {"query": None}}, 4400),
        ({"type": "subscribe", "id": "1"}, 4400),
    ],
)
async def test_what_a_session_may_not_say(client: Client, message: Any, code: int) -> None:  # noqa: ANN401  # JSON
    await client.send(message)
    assert await client.closed() == code


async def test_an_id_in_use_is_not_used_again(client: Client) -> None:
    await client.subscribe(BOARD)
    await client.next_data()
    await client.subscribe(BOARD)
    assert await client.closed() == 4409


async def test_what_was_completed_is_not_heard_of_again(served: Served, client: Client) -> None:
    await client.subscribe(BOARD)
    await client.next_data()
    await client.say("complete", id="1")
    await client.say("complete", id="unknown")
    await add_project(served)
    assert await client.silent()
    await client.subscribe(BOARD)
    await client.next_data()


async def test_a_socket_without_a_session_is_closed_in_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "INIT_SECONDS", 0.2)
    async with served.socket() as client:
        await client.say("ping")
        assert await client.closed() == 4408
    async with served.signed_in() as client:
        assert await client.silent()


async def test_a_message_that_is_too_large_closes_the_socket(client: Client) -> None:
    await client.subscribe("#" + "x" * 1_000_000)
    assert await client.closed() == 1009


@pytest.mark.parametrize(
    "protocols", [("graphql-ws",), ("graphql-ws", "other"), ("GRAPHQL-TRANSPORT-WS",)], ids=lambda offered: offered[-1]
)
async def test_no_other_protocol_is_spoken(served: Served, protocols: tuple[str, ...]) -> None:
    with pytest.raises(InvalidStatus, match="400"):
        async with served.socket(*protocols):
            pass
    async with served.socket("graphql-ws", PROTOCOL) as client:
        assert client.connection.subprotocol == PROTOCOL


async def test_no_more_operations_than_may_be(served: Served, client: Client) -> None:
    for number in range(3):
        await client.subscribe(BOARD, str(number))
        await client.next_data(str(number))
    await client.subscribe(COUNTY_NAME, "more")
    message = await client.hear()
    assert (message["type"], message["id"]) == ("error", "more")
    assert message["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    await client.say("complete", id="0")
    await until(lambda: served.live.subscriptions == 2)
    await client.subscribe(COUNTY_NAME, "more")
    assert await client.next_data("more") == FOUND


async def test_no_more_connections_than_may_be(served: Served) -> None:
    await until(lambda: not served.live.held)
    async with contextlib.AsyncExitStack() as opened:
        for _ in range(6):
            await opened.enter_async_context(served.socket())
        with pytest.raises(InvalidStatus, match="503"):
            await opened.enter_async_context(served.socket())
    assert (await served.ask(COUNTY_NAME, await served.token())).json()["data"] == FOUND


async def test_each_operation_has_its_own_answer(client: Client) -> None:
    """Sent at once, answered in any order, never by another's."""
    queries = {"a": "{ a: __typename }", "b": COUNTY_NAME, "c": "{ viewer { name } }"}
    for id_, query in queries.items():
        await client.subscribe(query, id_)
    found: dict[str, Any] = {}
    while len(found) < len(queries):
        message = await client.hear()
        if message["type"] == "next":
            found[message["id"]] = message["payload"]["data"]
    assert found == {"a": {"a": "Query"}, "b": FOUND, "c": {"viewer": {"name": "330127.caseworker"}}}


async def test_a_socket_acts_under_the_grant_it_names_and_no_other(served: Served) -> None:
    name = f"user {uuid4()}"
    await add_user(served.owner, name, "a long password")
    await grant_role(served.owner, name, NewGrant("CASEWORKER", COUNTY))
    await grant_role(served.owner, name, NewGrant("ANALYST", COUNTY))
    token = (await served.sign_in(name, "a long password"))["accessToken"]
    analyst = await served.owner.fetchval(
        "select g.id from grants g join users u on u.id = g.user_id where u.name = $1 and role = 'ANALYST'", name
    )
    children = "{ children { totalCount } }"
    async with served.signed_in(token) as client:
        await client.subscribe(children)
        assert await client.next_data() == {"children": {"totalCount": 0}}
    async with served.signed_in(token, actingGrant=str(analyst)) as client:
        await client.subscribe(children)
        message = await client.hear()
        assert (message["type"], message["payload"]["data"]) == ("next", {"children": None})
        assert message["payload"]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert (await client.hear())["type"] == "complete"
        await client.subscribe("{ viewer { name } }", "2")
        assert await client.next_data("2") == {"viewer": {"name": name}}
    for unknown in (str(uuid4()), "nonsense"):
        async with served.socket() as client:
            await client.say("connection_init", payload={"authorization": f"Bearer {token}", "actingGrant": unknown})
            assert await client.closed() == 4403


async def add_project(served: Served) -> None:
    await served.owner.execute("""insert into projects (id, tenant_code, name, started_on)
        values (gen_random_uuid(), 330127000000, 'p', '2024-01-01')""")


@pytest.mark.parametrize("origin", ["http://{host}", "https://{host}", None])
async def test_pages_of_our_own_host_and_programs_may_open_a_socket(served: Served, origin: str | None) -> None:
    async with served.socket(origin=origin and origin.format(host=served.host)) as client:
        await client.begin(await served.token())


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://{host}.evil.example",
        "http://evil.example/{host}",
        "{host}",
        "file://",
        "http://[",
        "http://[{host}",
    ],
)
async def test_pages_of_other_hosts_may_not(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with served.socket(origin=origin.format(host=served.host)):
            pass


async def test_origins_are_a_setting(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serve_for_real(owner, database, origins=frozenset({"https://front.example"})) as served:
        async with served.socket(origin="https://front.example") as client:
            await client.begin(await served.token())
        with pytest.raises(InvalidStatus, match="403"):
            async with served.socket(origin="http://front.example"):
                pass
