"""The composition root: settings in, the application out; nothing starts before its lifespan does."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.graphql_endpoint import GraphQLEndpoint
from api.health import Ready, live
from api.settings import Settings
from schema.build import graphql_schema
from schema.engine.engine import Engine
from tenants.database import Database
from tenants.errors import Unavailable
from tenants.statistics.folding import fold

log = logging.getLogger("circle.statistics")


def create_app(settings: Settings) -> Starlette:
    """The application on the database of the settings, which has to be named."""
    url = settings.database_url
    if url is None:
        raise ValueError("CIRCLE_DATABASE_URL is not set")
    engine = Engine(graphql_schema())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        database = await Database.connect(url, settings.pool_size)
        app.state.graphql = GraphQLEndpoint(engine, database, settings.sign_in)
        app.state.ready = Ready(database)
        # What lives as long as the process does is not looked through at every full collection of garbage.
        gc.freeze()
        folding = asyncio.create_task(fold_forever(database, settings.fold_interval))
        try:
            yield
        finally:
            folding.cancel()
            await asyncio.gather(folding, return_exceptions=True)
            await database.close()

    routes = [
        Route("/graphql", graphql, methods=["POST"]),
        Route("/health/live", live),
        Route("/health/ready", ready),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


async def graphql(request: Request) -> Response:
    endpoint: GraphQLEndpoint = request.app.state.graphql
    return await endpoint(request)


async def ready(request: Request) -> Response:
    check: Ready = request.app.state.ready
    return await check(request)


async def fold_forever(database: Database, interval: timedelta) -> None:
    """Folds the statistics at the interval; figures are exact without it, only slower the more is pending."""
    while True:
        await asyncio.sleep(interval.total_seconds())
        try:
            await fold(database)
        except Unavailable:
            log.warning("statistics not folded: the database does not answer")
