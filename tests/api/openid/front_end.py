"""A front end in its browser, which signs in at a provider as any front end does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tenants.accounts.identities import challenge_of
from tenants.accounts.tokens import make_token
from tests import planted
from tests.api.service import Service

CLIENT, SECRET = "circle", "a secret that the provider knows, too"  # of nobody
RETURN = "https://front.example/signed-in"
MOST_STEPS = 10
PAYLOAD = "{ accessToken refreshToken challenge deviceToken alerts { kind } userErrors { code field message } }"
REDEEM = f"mutation ($input: RedeemSignInInput!) {{ redeemSignIn(input: $input) {PAYLOAD} }}"
LINK = "mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { linked userErrors { code field } } }"
UNLINK = (
    "mutation ($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) { unlinked userErrors { code field } } }"
)
VIEWER = "{ viewer { name identities { id issuer } events { kind } } }"


@dataclass(frozen=True)
class FrontEnd:
    """One tab of a browser; `person` is what she is to the provider."""

    service: Service
    browser: httpx.AsyncClient
    host: str
    verifier: str = field(default_factory=lambda: planted.plant(make_token()))

    async def start(
        self, headers: Mapping[str, str] | None = None, *, challenge: str | None = None, return_to: str = RETURN
    ) -> httpx.Response:
        asked = {"challenge": challenge_of(self.verifier) if challenge is None else challenge, "return": return_to}
        return await self.browser.get(f"{self.host}/openid/start", params=asked, headers=headers)

    async def follow(self, response: httpx.Response, *, until: str = RETURN) -> str:
        """The first address that it is sent to, there or further on, that begins so."""
        for _ in range(MOST_STEPS):
            assert response.is_redirect, response.text
            address = str(response.request.url.join(response.headers["location"]))
            if address.startswith(until):
                return address
            response = await self.browser.get(address)
        raise AssertionError("sent around")

    async def sign_in(self) -> dict[str, str]:
        """What the way back says, behind the `#`."""
        return said_in(await self.follow(await self.start()))

    async def code(self) -> str:
        return (await self.sign_in())["code"]

    async def redeem(self, **given: str) -> dict[str, Any]:
        code = given.pop("code")
        proof = {"signInCode": code, "verifier": self.verifier, **given}
        payload: dict[str, Any] = (await self.service.ask(REDEEM, input=proof)).json()["data"]["redeemSignIn"]
        for token in filter(None, (payload["accessToken"], payload["refreshToken"])):
            planted.plant(token)
        return payload

    async def link(self, token: str, password: str, code: str | None = None) -> dict[str, Any]:
        proof = {"signInCode": code or await self.code(), "verifier": self.verifier, "password": password}
        payload: dict[str, Any] = (await self.service.ask(LINK, token, input=proof)).json()["data"]["linkIdentity"]
        return payload

    async def unlink(self, token: str, password: str, identity: str) -> dict[str, Any]:
        given = {"id": identity, "password": password}
        payload: dict[str, Any] = (await self.service.ask(UNLINK, token, input=given)).json()["data"]["unlinkIdentity"]
        return payload

    async def viewer(self, token: str) -> dict[str, Any]:
        viewer: dict[str, Any] = (await self.service.ask(VIEWER, token)).json()["data"]["viewer"]
        return viewer

    async def events(self, token: str) -> list[str]:
        """What befell the account, the newest first."""
        return [event["kind"] for event in (await self.viewer(token))["events"]]


def said_in(address: str) -> dict[str, str]:
    assert not urlsplit(address).query
    return dict(parse_qsl(urlsplit(address).fragment))


def codes_of(payload: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return [(error["code"], error["field"]) for error in payload["userErrors"]]
