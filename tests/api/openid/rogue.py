"""A provider on a port of its own that a test can have answer anything: whoever is sent there is signed in at once."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from joserfc import jwk, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tenants.accounts.identities import challenge_of
from tests.api.openid.front_end import CLIENT
from tests.api.sockets import host_of, listen

Claims = dict[str, Any]
DESCRIPTION, AUTHORIZE, TOKEN, KEYS = "/.well-known/openid-configuration", "/authorize", "/token", "/keys"


@cache
def make_key(kid: str, _number: int = 1) -> jwk.RSAKey:
    """Keys by the same name are others by another number."""
    return jwk.RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@dataclass
class Rogue:
    """What it answers is honest until a test sets it otherwise; `asked` counts the requests by path.

    A silent one answers nothing before it ends.
    """

    issuer: str
    key: jwk.RSAKey = field(default_factory=lambda: make_key("one"))
    published: list[jwk.RSAKey] = field(default_factory=list)
    subject: str = "wang"
    description: Claims = field(default_factory=dict)
    claims: Claims = field(default_factory=dict)
    sign: Callable[[Claims], str] | None = None
    way_back: dict[str, str | None] = field(default_factory=dict)
    instead: dict[str, Callable[[], Response]] = field(default_factory=dict)
    silent: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    asked: dict[str, int] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked[path] = self.asked.get(path, 0) + 1
        if self.silent:
            await self.ended.wait()
        if path in self.instead:
            return self.instead[path]()
        return await {DESCRIPTION: self.describe, AUTHORIZE: self.authorize, TOKEN: self.token, KEYS: self.keys}[path](
            request
        )

    async def describe(self, _: Request) -> Response:
        at = {"authorization_endpoint": AUTHORIZE, "token_endpoint": TOKEN, "jwks_uri": KEYS}
        named = {name: self.issuer + path for name, path in at.items()}
        iss = {"authorization_response_iss_parameter_supported": True}
        return JSONResponse({"issuer": self.issuer, **named, **iss, **self.description})

    async def authorize(self, request: Request) -> Response:
        asked = request.query_params
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked["nonce"], asked["code_challenge"]
        back = {"code": code, "state": asked["state"], "iss": self.issuer, **self.way_back}
        given = {name: value for name, value in back.items() if value is not None}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(given)}", 303)

    async def token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        nonce, challenge = self.codes.pop(form["code"], ("", ""))
        if challenge != challenge_of(form["code_verifier"]):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "of no use", "token_type": "Bearer", "id_token": self.id_token(nonce)})

    def id_token(self, nonce: str) -> str:
        now = int(time())
        honest = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "exp": now + 60, "iat": now, "nonce": nonce}
        claims = {name: value for name, value in {**honest, **self.claims}.items() if value is not None}
        return self.sign(claims) if self.sign else signed(claims, self.key)

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.published or [self.key]]})


def signed(claims: Claims, key: jwk.Key, alg: str = "RS256", **header: str) -> str:
    return jwt.encode({"alg": alg, "kid": "one", **header}, claims, key, [alg])


def part(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@asynccontextmanager
async def serve_rogue() -> AsyncIterator[Rogue]:
    listening = listen()
    rogue = Rogue(f"http://{host_of(listening)}")
    routes = [Route(path, rogue.answer, methods=["GET", "POST"]) for path in (DESCRIPTION, AUTHORIZE, TOKEN, KEYS)]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield rogue
    finally:
        rogue.ended.set()
        server.should_exit = True
        await serving
