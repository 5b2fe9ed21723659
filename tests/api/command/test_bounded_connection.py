"""Clients that never read are left, over HTTP, events and sockets, and one address opens so many connections."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator

import asyncpg
import orjson
import pytest
from graphql import get_introspection_query
from websockets.frames import Frame, Opcode

from api.command import bounded_connection
from api.command.bounded_connection import Doors
from api.sender import Sender
from tests.api.service import settle
from tests.api.sockets import BOARD, PATIENCE_SECONDS, Served, listen, serve_at, until
from tests.conftest import ScratchDatabase

# Its answer is of some hundred thousand bytes.
QUERY = get_introspection_query()
UNREAD = 0.3


@pytest.fixture(scope="module")
async def served(module_database: ScratchDatabase) -> AsyncIterator[Served]:
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    listening = listen()
    # The kernel takes little of what nobody reads; accepted connections inherit it.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    settings = {"production": False, "address_connections": 6, "connections": 10}
    async with serve_at(listening, owner, module_database, **settings) as made:
        yield made
    await owner.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_connection, "MOST_UNREAD_SECONDS", UNREAD)


def posting(accept: str, *, close: bool = False) -> bytes:
    body = orjson.dumps({"query": QUERY})
    lines = ["POST /graphql HTTP/1.1", "host: circle", "content-type: application/json", f"accept: {accept}"]
    head = [*lines, f"content-length: {len(body)}", *(["connection: close"] if close else []), "", ""]
    return "\r\n".join(head).encode() + body


UPGRADE = b"""GET /graphql HTTP/1.1
host: circle
connection: upgrade
upgrade: websocket
sec-websocket-version: 13
sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==
sec-websocket-protocol: graphql-transport-ws

""".replace(b"\n", b"\r\n")


def asking(token: str) -> bytes:
    init = {"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}
    asked = [{"type": "subscribe", "id": str(n), "payload": {"query": QUERY}} for n in range(10)]
    frames = [Frame(Opcode.TEXT, orjson.dumps(message)).serialize(mask=True) for message in (init, *asked)]
    return b"".join(frames)


async def send_and_never_read(served: Served, sent: bytes, once_upgraded: bytes = b"") -> socket.socket:
    host, _, port = served.host.partition(":")
    opened = socket.socket()
    opened.setblocking(False)  # noqa: FBT003  # as it is
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(opened, (host, int(port)))
    await loop.sock_sendall(opened, sent)
    if once_upgraded:
        assert b" 101 " in await loop.sock_recv(opened, 1024)
        await loop.sock_sendall(opened, once_upgraded)
    return opened


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("transport", ["http", "http, the last one", "events", "socket"])
async def test_a_client_that_never_reads_is_left(
    served: Served, transport: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Which is a line in the log, and no fault."""
    connections = served.server.server_state.connections
    before = set(connections)
    sent = {
        "http": posting("application/json") * 3,
        "http, the last one": posting("application/json", close=True),
        "events": posting("text/event-stream"),
        "socket": UPGRADE,
    }[transport]
    opened = await send_and_never_read(served, sent, asking(await served.token()) if transport == "socket" else b"")
    await until(lambda: bool(connections - before))
    await until(lambda: not connections - before)
    await until(lambda: not served.live.held)
    opened.close()
    said = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [(one.name, one.exc_info) for one in said] == [(bounded_connection.__name__, None)]


@pytest.mark.usefixtures("hasty")
async def test_who_reads_slowly_or_waits_for_long_is_not(served: Served) -> None:
    opened = await send_and_never_read(served, posting("application/json", close=True))
    loop, read = asyncio.get_running_loop(), 0
    async with asyncio.timeout(PATIENCE_SECONDS):
        while piece := await loop.sock_recv(opened, 20_000):
            read += len(piece)
            await asyncio.sleep(UNREAD / 20)
    opened.close()
    assert read > 100_000
    async with served.signed_in() as client:
        await client.subscribe(BOARD)
        await client.next_data()
        assert await client.silent(4 * UNREAD)
        await client.say("ping")
        assert await client.hear() == {"type": "pong"}


async def test_one_address_opens_so_many_connections(served: Served) -> None:
    """Also those that say nothing; what was open goes on."""
    host, _, port = served.host.partition(":")
    await served.client.get("/health/live")
    async with contextlib.AsyncExitStack() as stack:
        refused = 0
        for _ in range(12):
            reader, writer = await asyncio.open_connection(host, int(port))
            stack.callback(writer.close)
            with contextlib.suppress(TimeoutError, ConnectionError):
                refused += await asyncio.wait_for(reader.read(1), 0.2) == b""
        assert refused >= 12 - 6
        assert (await served.client.get("/health/live")).status_code == 200
    await until(lambda: len(served.server.server_state.connections) <= 1)
    assert (await served.ask("{ __typename }")).status_code == 200


async def test_one_address_keeps_so_many_open_whoever_brings_them(served: Served) -> None:
    """Counted by the client's own address, also where it comes through a proxy."""
    await until(lambda: not served.live.held)
    assert not served.live.is_full("10.0.0.1")
    with contextlib.ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(served.live.holding(Sender(address="10.0.0.1")))
        assert served.live.is_full("10.0.0.1")
        assert not served.live.is_full("10.0.0.2")


def test_a_proxy_counts_its_own_clients() -> None:
    doors = Doors(most=5, most_of_address=2, proxies=["10.0.0.0/24"])
    assert [doors.enter("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert [doors.enter("10.0.0.7") for _ in range(4)] == [True, True, True, False]
    doors.leave("192.0.2.1")
    assert [doors.enter("192.0.2.1") for _ in range(2)] == [True, False]
