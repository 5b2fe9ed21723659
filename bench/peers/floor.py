"""The floor: Starlette and asyncpg, and nothing between a request and its statement."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.peers.actor import Tokens, leave_as_it_is, transaction
from bench.peers.statements import ARGUMENTS, WRITES, statement


def create_app(url: str, pool_size: int) -> Starlette:
    tokens = Tokens()
    texts: dict[tuple[str, str, int], str] = {}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        settings = {"plan_cache_mode": "force_generic_plan"}
        async with asyncpg.create_pool(
            url,
            min_size=1,
            max_size=pool_size,
            reset=leave_as_it_is,
            server_settings=settings,
            max_cacheable_statement_size=0,
        ) as app.state.pool:
            yield

    async def answer(request: Request) -> Response:
        work = request.path_params["work"]
        pool = request.app.state.pool
        actor = await tokens.actor(pool, request.headers["authorization"])
        given = orjson.loads(await request.body())
        key = (work, actor.role, actor.low)
        text = texts.get(key) or texts.setdefault(key, statement(work, actor))
        begin = "begin" if work in WRITES else "begin read only"
        async with transaction(pool, actor, begin) as connection:
            found = await connection.fetchval(text, *(given[name] for name in ARGUMENTS.get(work, ())))
        return Response(b'{"data":' + found.encode() + b"}", media_type="application/json")

    return Starlette(routes=[Route("/{work}", answer, methods=["POST"])], lifespan=lifespan)
