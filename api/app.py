"""The composition root: settings in, the application out; nothing starts before its lifespan does."""

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from api import garbage
from api.answering import Answering
from api.background import Job, running
from api.body import Bounds
from api.documents import documents_of
from api.explorer.page import explorer_routes
from api.failures import without_values
from api.graphql_endpoint import GraphQLEndpoint
from api.health import is_live, is_ready
from api.live import Live, LiveLimits
from api.metrics import metrics_routes
from api.openid.endpoint import OpenIDEndpoint
from api.public.pages import PublicPages, public_routes
from api.scalars import scalars_page
from api.security_headers import SecurityHeaders
from api.settings import Settings
from api.watching import Watch
from api.web_socket import serve_socket
from schema.build import graphql_schema
from schema.engine.engine import Engine
from schema.scalars import SPECIFIED_AT
from tenants.audit.chaining import chain
from tenants.audit.sealing import seal
from tenants.cadence.keeping import keep_duties
from tenants.database.connecting import Patience
from tenants.database.replicas import Replicas
from tenants.database.transactions import Database
from tenants.encryption.keys import Keys
from tenants.publicity.stories import take_down_lapsed
from tenants.statistics.notifying import listen
from tenants.statistics.rolling_up import roll_up

# A token is in a header, never in a cookie, so nothing is sent along that the page did not put there itself.
CORS: Mapping[str, Any] = {
    "allow_methods": ["POST"],
    "allow_headers": ["Authorization", "Content-Type", "X-Acting-Grant"],
    "expose_headers": ["X-Request-Id"],
    "max_age": 3600,
}

LISTENING_AGAIN = timedelta(seconds=0.5)
WATCHED = timedelta(seconds=1)
LOOKED_AT = timedelta(seconds=0.5)
SIZED = timedelta(minutes=1)
LAPSED = timedelta(minutes=1)
EXPLAINED = timedelta(seconds=5)

log = logging.getLogger("circle.app")


def create_app(settings: Settings) -> Starlette:
    """The application on the database that the settings name, with the keys to what is encrypted in it.

    Raises ValueError where either is not set, and BadManifest or OSError for trusted documents that cannot be read.
    """
    url, keys = settings.database_url, settings.keys
    if url is None or keys is None:
        raise ValueError("CIRCLE_DATABASE_URL, CIRCLE_KEYS and CIRCLE_SEARCH_KEY have to be set")
    engine = Engine(graphql_schema(), settings.limits, settings.open_introspection, documents_of(settings))
    app = Starlette(
        routes=list(routes(settings)),
        middleware=list(middleware(settings)),
        lifespan=partial(lifespan, settings, engine, url, keys),
    )
    # It would send elsewhere, to a host that the client names.
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def lifespan(settings: Settings, engine: Engine, url: str, keys: Keys, app: Starlette) -> AsyncIterator[None]:
    """Opens what requests need, and closes it behind the last of them. Raises Unavailable without the database."""
    async with AsyncExitStack() as stack:
        database = await connect(settings, url, keys)
        stack.push_async_callback(database.close)
        stack.push_async_callback(seal_the_rest, database)
        most_seconds = settings.request_timeout.total_seconds()
        answering = Answering(engine, database, settings.sign_in, most_seconds)
        stack.callback(answering.planner.close)
        if settings.traces_url:
            await stack.enter_async_context(traced(answering, settings.traces_url, settings.traces_percent))
        live = Live(answering, live_limits(settings))
        app.state.database, app.state.live, app.state.origins = database, live, settings.origins
        app.state.public = PublicPages(database, most_seconds)
        app.state.graphql = GraphQLEndpoint(answering, live, Bounds(settings.body_bytes, most_seconds))
        if settings.openid:
            app.state.openid = OpenIDEndpoint(settings.openid, database, settings.request_timeout)
            stack.push_async_callback(app.state.openid.close)
        await database.ask_sizes()
        # From then on it is known of the process that it was there, however soon it ends.
        await seal(database)
        garbage.settle()
        await stack.enter_async_context(running(*jobs(settings, database, live, url)))
        stack.callback(live.stop)
        yield


def jobs(settings: Settings, database: Database, live: Live, url: str) -> Iterator[Job]:
    """What goes on beside the requests."""
    yield Job("rolling up the statistics", partial(roll_up, database), settings.background_interval)
    # Apart: while many read it goes on for long, and figures do not wait for it.
    yield Job("chaining the access log", partial(chain, database), settings.background_interval)
    yield Job("sealing the access log", partial(seal, database), settings.background_interval)
    # Apart: a changed checklist takes many turns, and the log does not wait for them.
    yield Job("keeping duties", partial(keep_duties, database), settings.background_interval)
    yield Job("listening", partial(listen, settings.listen_url or url, live.wake), LISTENING_AGAIN)
    yield Job("watching", Watch(database), WATCHED)
    yield Job("asking whether the database may be asked", database.check, WATCHED)
    if database.replicas:
        yield Job("looking at replicas", partial(database.replicas.watch, database.own_connection), LOOKED_AT)
    yield Job("taking down stories", partial(take_down_lapsed, database), LAPSED)
    yield Job("asking for sizes", database.ask_sizes, SIZED)
    yield Job("explaining slow statements", partial(database.slow.explain, database.own_connection), EXPLAINED)
    yield Job("proving what is open", live.prove_all, settings.proof_interval)


async def connect(settings: Settings, url: str, keys: Keys) -> Database:
    """The database, asked as the settings say. Raises as connecting does."""
    patience = Patience(settings.statement_timeout, settings.queue_timeout)
    database = await Database.connect(
        url,
        settings.pool_size,
        keys,
        patience,
        flushes_log=settings.access_log_flushed,
        traced=settings.traces_url is not None,
    )
    database.replicas = replicas_of(settings, patience)
    database.slow.seconds = settings.slow_after.total_seconds()
    if database.settings and not settings.listen_url:
        log.warning("a pooler lends the connections: without CIRCLE_LISTEN_URL, past it, subscriptions come late")
    return database


@asynccontextmanager
async def traced(answering: Answering, url: str, percent: int) -> AsyncIterator[None]:
    """Tells a collector of what is answered."""
    from api.tracing import Tracing, exporter_to  # noqa: PLC0415  # of an extra, and takes its time

    tracing = Tracing(exporter_to(url), percent, answering.engine.documents)
    answering.traced = tracing.traced
    try:
        yield
    finally:
        await tracing.close()


def replicas_of(settings: Settings, patience: Patience) -> Replicas | None:
    """What may be a little late is read from them."""
    if not settings.replica_urls:
        return None
    traced = settings.traces_url is not None
    return Replicas(settings.replica_urls, settings.pool_size, patience, settings.replica_lag, traced=traced)


def routes(settings: Settings) -> Iterator[BaseRoute]:
    yield Route("/graphql", GraphQL())
    yield WebSocketRoute("/graphql", graphql_socket)
    yield Route("/health/live", is_live)
    yield Route("/health/ready", is_ready)
    yield Route(SPECIFIED_AT, scalars_page)
    yield from public_routes()
    yield from explorer_routes(settings)
    yield from metrics_routes(settings)
    if settings.openid:
        yield Route("/openid/start", openid_start)
        yield Route("/openid/callback", openid_callback)


def middleware(settings: Settings) -> Iterator[Middleware]:
    yield Middleware(SecurityHeaders, settings.hsts)
    if settings.origins:
        yield Middleware(CORSMiddleware, allow_origins=settings.origins, **CORS)


def live_limits(settings: Settings) -> LiveLimits:
    return LiveLimits(
        settings.live_interval,
        settings.subscriptions,
        settings.connections,
        settings.address_connections,
        settings.socket_operations,
    )


def end_what_is_open(app: Starlette) -> None:
    """Ends every subscription and socket; new ones are not hindered, for a server that stops takes none."""
    live: Live | None = getattr(app.state, "live", None)
    if live:
        live.stop()


class GraphQL:
    """The endpoint, of any method; around a function Starlette would put two layers more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint: GraphQLEndpoint = scope["app"].state.graphql
        await endpoint(scope, receive, send)


async def graphql_socket(websocket: WebSocket) -> None:
    await serve_socket(websocket, websocket.app.state.live, websocket.app.state.origins)


async def openid_start(request: Request) -> Response:
    endpoint: OpenIDEndpoint = request.app.state.openid
    return await endpoint.start(request)


async def openid_callback(request: Request) -> Response:
    endpoint: OpenIDEndpoint = request.app.state.openid
    return await endpoint.callback(request)


async def seal_the_rest(database: Database) -> None:
    """What was answered last; where that cannot be, `circle audit verify` tells."""
    try:
        await seal(database, ended=True)
    except Exception as error:  # noqa: BLE001  # the rest is to be closed all the same
        log.error("what was answered last is not sealed: %s", without_values(error))  # noqa: TRY400  # no message of it
