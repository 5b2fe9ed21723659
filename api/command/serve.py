"""`circle serve`: the endpoint over HTTP, until it is told to stop."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import Any

import typer
import uvicorn
from starlette.applications import Starlette
from uvicorn.server import HANDLED_SIGNALS

from api.command.bounded_connection import Doors
from api.command.bounded_http import BoundedHttp
from api.command.bounded_web_socket import BoundedWebSocket
from api.command.databases import application_url, encryption_keys
from api.command.workers import READY, Telling, Workers
from api.documents import documents_of
from api.logs import write_logs
from api.metrics import shared_metrics
from api.settings import Settings
from migrations.run import MigrationError, Standing, standing
from tenants.database.transactions import Database
from tenants.encryption.keys import Keys
from tenants.errors import Unavailable

# Connections of each process beside those that are kept open: sockets and event streams.
REQUESTS = 2000


class ServingError(Exception):
    """The endpoint cannot be served; the message is one line for a person."""


def serve() -> None:
    """Serve the endpoint on CIRCLE_HOST and CIRCLE_PORT."""
    settings = Settings.from_environment()
    url, keys = application_url(settings), encryption_keys(settings)
    if settings.owner_url:
        # It would be in the environment of every process that answers strangers.
        raise ServingError("CIRCLE_OWNER_URL is set: the server needs no owner's password, and serves without it alone")
    with until_told_to_stop():
        asyncio.run(refuse_unfit(url, keys))
        listening = listen(settings.host, settings.port)
        ready = f"Protection Circle answers at {address(settings)}"
        answer(replace(settings, database_url=url, keys=keys), listening, log_level="warning", ready=ready)


async def refuse_unfit(url: str, keys: Keys) -> None:
    """Raise MigrationError for a database of another version, UnfitRole for a role that is not for serving.

    Raise ServingError for one that is lost meanwhile, or can only be read.
    """
    stands = await standing(url)
    if stands is not Standing.EQUAL:
        raise MigrationError(stands.value)
    try:
        database = await Database.connect(url, 1, keys)
    except Unavailable as error:
        raise ServingError(f"the database is not fit for serving now: {error.reason or error.code}") from error
    await database.close()


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """End the block, and everything it cleans up, at Ctrl-C, SIGTERM or the terminal's end; that is no error."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for stop in (signal.SIGTERM, signal.SIGHUP):
        # Which a running event loop takes for itself: what it is at work on is cancelled, not broken off anywhere.
        signal.signal(stop, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    except KeyboardInterrupt:
        return


def listen(host: str, port: int) -> socket.socket:
    """Claim the address. Raises ServingError when it is in use, not ours or unknown."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise ServingError(f"{host} port {port} cannot be served on: {reason}") from error


def address(settings: Settings) -> str:
    """Give the endpoint's address."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/graphql"


def answer(settings: Settings, listening: socket.socket, *, log_level: str, ready: str) -> None:
    """Answer requests on the socket until a signal; say `ready` when it does. Raises ServingError if it cannot."""
    documents_of(settings)
    write_logs(settings.log_format)
    serving = partial(work, settings, log_level)
    if settings.workers > 1:
        with shared_metrics() as metrics:
            answered = Workers(settings.workers, serving, listening, partial(typer.echo, ready), metrics).run()
    else:
        answered = serving(listening, lambda said: typer.echo(ready) if said == READY else None)
    if not answered:
        raise ServingError("the endpoint did not start")


def work(settings: Settings, log_level: str, listening: socket.socket, tell: Callable[[str], None]) -> bool:
    """Answer requests in this process; whether it came to that."""
    write_logs(settings.log_format)
    server = Telling(configuration(settings, log_level), tell)
    server.run(sockets=[listening])
    return server.started


def configuration(settings: Settings, log_level: str) -> uvicorn.Config:
    """Say how the server serves the application."""
    doors = Doors(settings.connections + REQUESTS, settings.address_connections, settings.trusted_proxies)
    return uvicorn.Config(
        partial(_application, settings),
        factory=True,
        loop="uvloop",
        http=type("Http", (BoundedHttp,), {"doors": doors}),
        ws=type("WebSocket", (BoundedWebSocket,), {"doors": doors}),
        ws_max_size=settings.body_bytes,
        lifespan="on",
        log_level=log_level,
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
    )


def _application(settings: Settings) -> Starlette:
    """Make the application of a worker, whose open connections hear of a signal before the server waits for them."""
    from api.app import create_app, end_what_is_open  # noqa: PLC0415  # takes seconds to build

    app = create_app(settings)
    loop = asyncio.get_running_loop()
    for number in HANDLED_SIGNALS:
        told = signal.getsignal(number)

        def tell(number: int, frame: FrameType | None, told: Any = told) -> None:  # noqa: ANN401  # a handler
            loop.call_soon_threadsafe(end_what_is_open, app)
            told(number, frame)

        signal.signal(number, tell)
    return app
