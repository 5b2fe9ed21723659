"""Signing in by a provider from end to end: the npm package oidc-provider, and the application as it is served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from api.openid.relying_party import RelyingParty
from tenants.accounts.rules import SignInRules
from tests import planted
from tests.api.openid.front_end import CLIENT, RETURN, SECRET, FrontEnd, codes_of
from tests.api.service import COUNTY_NAME, NAME, code_of, settle
from tests.api.sockets import Served, host_of, listen, serve_at
from tests.conftest import ScratchDatabase
from tests.peers import node
from tests.planted import PASSWORD

REFRESH = "mutation ($spent: String!) { refreshSession(input: {refreshToken: $spent}) { accessToken } }"


@pytest.fixture
async def served(owner: asyncpg.Connection, database: ScratchDatabase) -> AsyncIterator[Served]:
    await settle(owner)
    listening = listen()
    callback = f"http://{host_of(listening)}/openid/callback"
    async with node.serving("provider.mjs", CLIENT, SECRET, callback) as issuer:
        party = RelyingParty(issuer, CLIENT, SECRET, callback, frozenset({RETURN}), frozenset({"otp"}))
        async with serve_at(listening, owner, database, openid=party, sign_in=SignInRules()) as served:
            yield served


@asynccontextmanager
async def at_the_provider(served: Served, person: str, proven_by: str = "pwd") -> AsyncIterator[FrontEnd]:
    """A front end in whose browser a person types her name at the provider."""
    headers = {"x-person": person, "x-proven-by": proven_by}
    async with httpx.AsyncClient(headers=headers, trust_env=False) as browser:
        yield FrontEnd(served, browser, f"http://{served.host}")


async def test_an_identity_is_linked_signs_in_refreshes_and_signs_out(served: Served) -> None:
    async with at_the_provider(served, "wang", "pwd otp") as front_end:
        assert codes_of(await front_end.redeem(code=await front_end.code())) == [("NOT_LINKED", ["input"])]
        assert await front_end.link(await served.token(), PASSWORD) == {"linked": True, "userErrors": []}
        payload = await front_end.redeem(code=await front_end.code())
        viewer = await front_end.viewer(payload["accessToken"])
        assert (viewer["name"], payload["userErrors"], payload["challenge"]) == (NAME, [], None)
        assert [event["kind"] for event in viewer["events"]] == ["SIGNED_IN", "IDENTITY_LINKED", "SIGNED_IN"]
        assert [alert["kind"] for alert in payload["alerts"]] == ["IDENTITY_LINKED"]
        renewed = (await served.ask(REFRESH, spent=payload["refreshToken"])).json()["data"]["refreshSession"]
        token = planted.plant(renewed["accessToken"])
        assert (await served.ask(COUNTY_NAME, token)).json()["data"]["tenant"]["name"] == "淳安县"
        assert (await served.ask("mutation { signOut { signedOut } }", token)).status_code == 200
        assert code_of(await served.ask(COUNTY_NAME, token)) == "UNAUTHENTICATED"


async def test_by_one_factor_she_does_nothing_that_needs_two(served: Served) -> None:
    async with at_the_provider(served, "wang") as front_end:
        await front_end.link(await served.token(), PASSWORD)
        token = (await front_end.redeem(code=await front_end.code()))["accessToken"]
    assert code_of(await served.ask(COUNTY_NAME, token)) == "FORBIDDEN"


async def test_who_is_not_let_in_at_the_provider_comes_back_without_a_code(served: Served) -> None:
    async with at_the_provider(served, "") as front_end:
        assert await front_end.sign_in() == {"error": "FORBIDDEN"}
    assert await served.owner.fetchval("select count(*) from identity_codes") == 0
