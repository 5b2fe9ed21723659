"""The isolation tests' stage, asked over HTTP: what a served process answers, told as the engine here would."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import orjson

from api.negotiation import EVENT_STREAM, GRAPHQL_RESPONSE
from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tenants.administration.operator import start_session
from tenants.errors import BadRequest, CircleError, Code, Forbidden, HiddenCondition, TooMany, Unauthenticated
from tests import planted
from tests.callers import HOUR
from tests.hostile.process import Process
from tests.isolation.stage import Stage

REFUSED: Mapping[str, type[CircleError]] = {
    Code.FORBIDDEN: Forbidden,
    Code.UNAUTHENTICATED: Unauthenticated,
    Code.BAD_REQUEST: BadRequest,
    Code.HIDDEN_CONDITION: HiddenCondition,
    Code.TOO_MANY: TooMany,
}
TRIES, SOON_SECONDS = 24, 5
# The matrix asks everything at once.
WIDE = {
    f"CIRCLE_MOST_{name}": "100000"
    for name in ("CHARACTERS", "TOKENS", "SELECTIONS", "ROOT_FIELDS", "ALIASES", "REPEATS", "PARTS", "VALUES")
} | {"CIRCLE_MOST_DEPTH": "40", "CIRCLE_MOST_COST": "100000000"}


class OverHttp(Engine):
    """Sends an operation with its caller's own token; `asked` counts."""

    def __init__(self, engine: Engine, client: httpx.AsyncClient, tokens: Mapping[UUID, str]) -> None:
        super().__init__(engine.schema, engine.limits)
        self.client = client
        self.tokens = tokens
        self.asked = 0

    async def execute(self, request: Request, caller: Caller) -> dict[str, Any]:
        """Waits where it is told to: the matrix asks more that is new than one user may."""
        for _ in range(TRIES):
            with suppress(TooMany):
                return await self.send(request, caller)
            await asyncio.sleep(SOON_SECONDS)
        return await self.send(request, caller)

    async def send(self, request: Request, caller: Caller) -> dict[str, Any]:
        self.asked += 1
        headers = {"accept": EVENT_STREAM if request.subscribing else GRAPHQL_RESPONSE, "accept-language": "en"}
        if caller.session:
            headers["authorization"] = f"Bearer {self.tokens[caller.session.user_id]}"
        body = {"query": request.query, "variables": request.variables}
        async with self.client.stream("POST", "/graphql", json=body, headers=headers) as response:
            return data_in(await first_answer(response))


async def first_answer(response: httpx.Response) -> Any:  # noqa: ANN401  # JSON
    if EVENT_STREAM not in response.headers["content-type"]:
        return orjson.loads(await response.aread())
    async for line in response.aiter_lines():
        if line.startswith("data: {"):
            return orjson.loads(line.removeprefix("data: "))
    return {}


def data_in(answer: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """The data of an answer. Raises what its error's code stands for."""
    for error in answer.get("errors", ()):
        raise REFUSED.get(error["extensions"]["code"], CircleError)(error["message"])
    data: dict[str, Any] = answer["data"]
    return data


@asynccontextmanager
async def over_http(stage: Stage, server: Process) -> AsyncIterator[tuple[Stage, OverHttp]]:
    """The stage with the process in the place of its engine, and the engine that it is."""
    host, port = server.address
    sessions = [caller.session for caller in stage.callers.values() if caller.session]
    tokens = {
        one.user_id: planted.plant(await start_session(stage.owner, one.user_name, HOUR, HOUR)) for one in sessions
    }
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False, timeout=60) as client:
        engine = OverHttp(stage.engine, client, tokens)
        yield replace(stage, engine=engine), engine
