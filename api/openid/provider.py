"""The provider as it describes itself, its keys, and its answer to a code; every call is bounded in time and size."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
import orjson
from joserfc.jwk import KeySet

from api.openid.cached import Cached
from api.openid.refused import Refused
from api.openid.relying_party import RelyingParty, is_safe
from tenants.errors import Unavailable

WELL_KNOWN = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
MOST_BYTES, MOST_SECONDS, AT_ONCE = 200_000, 5.0, 20
OK, BAD_REQUEST, SERVER_ERROR = 200, 400, 500
# What was compressed could be any size.
PLAIN = {"accept": "application/json", "accept-encoding": "identity"}

Document = Mapping[str, Any]


def http_client() -> httpx.AsyncClient:
    """A client that trusts whom this machine trusts, follows no redirect, and reads no environment."""
    limits = httpx.Limits(max_connections=AT_ONCE)
    trusted = ssl.create_default_context()
    return httpx.AsyncClient(verify=trusted, timeout=MOST_SECONDS, limits=limits, trust_env=False)


class Provider:
    """The provider of a relying party."""

    def __init__(self, party: RelyingParty, http: httpx.AsyncClient) -> None:
        self.party = party
        self.http = http
        self.description = Cached(self.discover)
        self.keys = Cached(self.fetch_keys)

    async def sign_in_address(self, asked: Mapping[str, str]) -> str:
        """Where to send the browser, with what is asked besides. Raises Unavailable."""
        endpoint: str = (await self.description.get())["authorization_endpoint"]
        client = {"client_id": self.party.client, "redirect_uri": self.party.callback}
        joint = "&" if urlsplit(endpoint).query else "?"
        return endpoint + joint + urlencode({"response_type": "code", "scope": "openid", **client, **asked})

    async def names_itself(self) -> bool:
        """Whether every browser that it sends back names it (RFC 9207). Raises Unavailable."""
        return (await self.description.get()).get("authorization_response_iss_parameter_supported") is True

    async def id_token(self, code: str, verifier: str) -> str:
        """The ID token for a code. Raises Refused and Unavailable."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.party.callback}
        endpoint = (await self.description.get())["token_endpoint"]
        # As RFC 6749 has it, 2.3.1.
        basic = httpx.BasicAuth(quote_plus(self.party.client), quote_plus(self.party.secret))
        answer = await self.ask("POST", endpoint, data={**form, "code_verifier": verifier}, auth=basic)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Refused("no ID token")
        return token

    async def discover(self) -> Document:
        found = await self.ask("GET", self.party.issuer.rstrip("/") + WELL_KNOWN)
        others = [found.get(name) for name in ENDPOINTS]
        if found.get("issuer") != self.party.issuer or not all(map(self.may_be_asked, others)):
            raise Unavailable("PROVIDER_UNAVAILABLE")
        return found

    def may_be_asked(self, address: object) -> bool:
        """Whether an address is one over HTTPS; a provider on this machine may name others on it."""
        scheme = urlsplit(self.party.issuer).scheme
        return isinstance(address, str) and address.startswith(f"{scheme}://") and is_safe(address)

    async def fetch_keys(self) -> KeySet:
        found = await self.ask("GET", (await self.description.get())["jwks_uri"])
        try:
            return KeySet.import_key_set({"keys": found["keys"]})
        except Exception as error:  # whatever the library makes of what somebody else wrote
            raise Unavailable("PROVIDER_UNAVAILABLE") from error

    async def ask(self, method: str, address: str, **given: Any) -> Document:  # noqa: ANN401  # httpx's own
        """The JSON object at an address. Raises Refused where what was asked is wrong, and Unavailable."""
        try:
            async with (
                asyncio.timeout(MOST_SECONDS),
                self.http.stream(method, address, headers=PLAIN, **given) as response,
            ):
                if method == "POST" and BAD_REQUEST <= response.status_code < SERVER_ERROR:
                    raise Refused(f"the provider answered {response.status_code}")
                return document_of(response.status_code, await body_of(response))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise Unavailable("PROVIDER_UNAVAILABLE") from error


async def body_of(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unavailable("PROVIDER_UNAVAILABLE")
    return bytes(body)


def document_of(status: int, body: bytes) -> Document:
    try:
        found = orjson.loads(body) if status == OK else None
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Unavailable("PROVIDER_UNAVAILABLE")
    return found
