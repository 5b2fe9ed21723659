"""The application behind a real server, and a client of its sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import orjson
import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from api.app import end_what_is_open
from api.command.serve import configuration
from api.live import Live
from api.settings import Settings
from tenants.administration.operator import start_session
from tests.api.service import NAME, PASSWORDS_ALONE, Service
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

DAY = timedelta(days=1)
PROTOCOL = "graphql-transport-ws"
# Nobody waits so long but on a machine that is busy with something else.
PATIENCE_SECONDS = 60
BOARD = 'subscription { tenant(code: "330127") { name statistics { projects } } }'
# Fast, so that tests need not wait; idle connections are proven every fifth of a second.
FAST = {
    "keys": KEYS,
    "sign_in": PASSWORDS_ALONE,
    "pool_size": 4,
    "background_interval": timedelta(seconds=0.05),
    "live_interval": timedelta(seconds=0.05),
    "proof_interval": timedelta(seconds=0.2),
}


@dataclass(frozen=True)
class Served(Service):
    """A client of the application behind a real server."""

    server: uvicorn.Server
    host: str

    async def token(self) -> str:
        """A fresh session's, without the time that hashing a password takes."""
        return await start_session(self.owner, NAME, timedelta(hours=1), timedelta(hours=1))

    @property
    def live(self) -> Live:
        live: Live = self.app.state.live
        return live

    def stop(self) -> None:
        """Has the server stop, as a signal does."""
        end_what_is_open(self.app)
        self.server.should_exit = True

    @asynccontextmanager
    async def socket(self, *protocols: str, origin: str | None = None) -> AsyncIterator["Client"]:
        """A socket that has not said anything yet."""
        offered = list(protocols or [PROTOCOL])
        given: Any = {"subprotocols": offered, "origin": origin, "proxy": None, "open_timeout": PATIENCE_SECONDS}
        async with connect(f"ws://{self.host}/graphql", **given) as opened:
            yield Client(opened)

    @asynccontextmanager
    async def signed_in(self, token: str | None = None, **payload: str) -> AsyncIterator["Client"]:
        """A socket that was acknowledged."""
        async with self.socket() as client:
            await client.begin(token or await self.token(), **payload)
            yield client


class Client:
    """One socket, speaking as a test has it speak."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, message: object) -> None:
        await self.connection.send(orjson.dumps(message).decode())

    async def say(self, type_: str, **rest: object) -> None:
        await self.send({"type": type_, **rest})

    async def begin(self, token: str, **payload: str) -> None:
        await self.say("connection_init", payload={"authorization": f"Bearer {token}", **payload})
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, query: str, id_: str = "1", **variables: object) -> None:
        await self.say("subscribe", id=id_, payload={"query": query, "variables": variables})

    async def hear(self) -> dict[str, Any]:
        """The next message, which has to be text. Raises ConnectionClosed."""
        text = await asyncio.wait_for(self.connection.recv(), PATIENCE_SECONDS)
        assert isinstance(text, str)
        message: dict[str, Any] = orjson.loads(text)
        return message

    async def next_data(self, id_: str = "1") -> Any:  # noqa: ANN401  # JSON
        message = await self.hear()
        assert (message["type"], message["id"]) == ("next", id_), message
        return message["payload"]["data"]

    async def silent(self, seconds: float = 0.3) -> bool:
        """Whether nothing is said for a while."""
        try:
            await asyncio.wait_for(self.connection.recv(), seconds)
        except TimeoutError:
            return True
        return False

    async def closed(self) -> int:
        """The code it is closed with, whatever is said before."""
        await asyncio.wait_for(self.connection.wait_closed(), PATIENCE_SECONDS)
        assert self.connection.close_code
        return self.connection.close_code


async def until(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits for what the server does at no moment that a client hears of."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(0.01)


def listen() -> socket.socket:
    """As uvloop has it: else what follows the first packet of an answer waits 40 ms for its ACK."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def host_of(listening: socket.socket) -> str:
    return f"127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def serve_for_real(
    owner: asyncpg.Connection,
    database: ScratchDatabase,
    **settings: Any,  # noqa: ANN401  # whichever
) -> AsyncIterator[Served]:
    """Serve over TCP as `circle serve` does; settings may differ from the fast ones."""
    async with serve_at(listen(), owner, database, **settings) as served:
        yield served


@asynccontextmanager
async def serve_at(
    listening: socket.socket,
    owner: asyncpg.Connection,
    database: ScratchDatabase,
    **settings: Any,  # noqa: ANN401  # whichever
) -> AsyncIterator[Served]:
    """The same, at an address that was known before."""
    given = Settings(database_url=database.application_url, **{**FAST, **settings})
    host = host_of(listening)
    server = uvicorn.Server(configuration(given, "warning"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    async with httpx.AsyncClient(base_url=f"http://{host}", trust_env=False, timeout=PATIENCE_SECONDS) as client:
        # The socket listens already: the answer comes once the server has started.
        assert (await client.get("/health/ready")).status_code == 200
        made = Served(owner, server.config.loaded_app, client, server, host)
        try:
            yield made
        finally:
            made.stop()
            await serving
