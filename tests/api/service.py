"""The application as it is served, on a database of its own, and a client of it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import orjson
from starlette.applications import Starlette

from api.app import create_app
from api.settings import Settings
from tenants.accounts.rules import SignInRules
from tenants.administration.operator import NewGrant, grant_role
from tenants.hierarchy.loading import load_tenants
from tests import planted
from tests.callers import add_person
from tests.keys import KEYS
from tests.planted import PASSWORD

# Where no role calls for a second factor.
PASSWORDS_ALONE = SignInRules(second_factor_roles=frozenset())
NAME = "330127.caseworker"
COUNTY = 330127000000
TENANTS = ["33,浙江省", "330127,淳安县", "330127100201,某村"]
SIGN_IN = """mutation ($name: String!, $password: String!) {
    signIn(input: {name: $name, password: $password}) {
        accessToken refreshToken userErrors { code message field } } }"""
COUNTY_NAME = '{ tenant(code: "330127") { name } }'


@dataclass(frozen=True)
class Service:
    """A client of the application, with the owner of its database behind its back."""

    owner: asyncpg.Connection
    app: Starlette
    client: httpx.AsyncClient

    async def post(self, body: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return await self.client.post("/graphql", json=body, headers=headers)

    async def ask(self, query: str, token: str | None = None, **variables: object) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return await self.post({"query": query, "variables": variables}, headers)

    async def sign_in(self, name: str = NAME, password: str = PASSWORD) -> dict[str, Any]:
        payload: dict[str, Any] = (await self.ask(SIGN_IN, name=name, password=password)).json()["data"]["signIn"]
        for token in filter(None, (payload["accessToken"], payload["refreshToken"])):
            planted.plant(token)
        return payload

    async def token(self) -> str:
        return str((await self.sign_in())["accessToken"])


async def settle(owner: asyncpg.Connection) -> None:
    """A county with a village, and its caseworker."""
    await load_tenants(owner, TENANTS, date(2020, 1, 1))
    await add_person(owner, NAME)
    await grant_role(owner, NAME, NewGrant("CASEWORKER", COUNTY))


@asynccontextmanager
async def serve(owner: asyncpg.Connection, url: str, **settings: Any) -> AsyncIterator[Service]:  # noqa: ANN401
    """Serve the database of the URL; settings may differ from the defaults."""
    usual = {"keys": KEYS, "pool_size": 2, "background_interval": timedelta(hours=1), "sign_in": PASSWORDS_ALONE}
    given = {**usual, **settings}
    app = create_app(Settings(database_url=url, **given))
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url="http://circle", event_hooks={"response": [search_errors]}
        ) as client,
    ):
        yield Service(owner, app, client)


async def send(service: Service, address: str, query: str, token: str | None = None, **given: object) -> dict[str, Any]:
    """What the application answers somebody at an address."""
    transport = httpx.ASGITransport(app=service.app, client=(address, 1))
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx.AsyncClient(transport=transport, base_url="http://circle") as client:
        answer = await client.post("/graphql", json={"query": query, "variables": given}, headers=headers)
    found: dict[str, Any] = answer.json()
    return found


async def let_pass(service: Service, seconds: int) -> None:
    """Time passes since the attempts to sign in."""
    await service.owner.execute("update sign_in_attempts set at = at - $1 * interval '1 second'", seconds)


async def let_none_pass(service: Service) -> None:
    """However slow the machine, the last attempt to sign in was made just now."""
    await service.owner.execute("update sign_in_attempts set at = at + (select now() - max(at) from sign_in_attempts)")


async def search_errors(response: httpx.Response) -> None:
    answer = orjson.loads(await response.aread()) if "json" in response.headers.get("content-type", "") else {}
    planted.search("an error", str(answer.get("errors")))


def code_of(response: httpx.Response) -> str:
    """The code of the one error of an answer."""
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])
