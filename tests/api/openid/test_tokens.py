"""ID tokens that prove nothing: none of them signs anybody in, and the operator learns why."""

import hmac
import json
from collections.abc import Callable
from time import time
from typing import Any

import pytest

from api.openid import cached
from tests.api.openid.front_end import CLIENT, SECRET, FrontEnd
from tests.api.openid.rogue import KEYS, Claims, Rogue, make_key, part, signed
from tests.api.service import Service
from tests.planted import PASSWORD

HOUR = 3600
WRONG_CLAIMS: dict[str, Claims] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "many nonces": {"nonce": ["another"]},
    "another audience": {"aud": "another"},
    "another audience besides": {"aud": [CLIENT, "another"]},
    "an audience that only holds ours": {"aud": f"{CLIENT} another"},
    "no audience": {"aud": None},
    "for another party": {"azp": "another"},
    "another issuer": {"iss": "https://another.example"},
    "an issuer but for a slash": {"iss": "/"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(time()) - HOUR},
    "never expires": {"exp": None},
    "expires never": {"exp": float("nan")},
    "an end that is text": {"exp": "2099-01-01"},
    "from the future": {"iat": int(time()) + HOUR},
    "of no time": {"iat": None},
    "not yet valid": {"nbf": int(time()) + HOUR},
    "nobody": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a number": {"sub": 7},
    "a subject of many": {"sub": ["wang"]},
    "a subject too long": {"sub": "w" * 256},
    "a subject with a line's end": {"sub": "wang\r\n"},
    "a subject with a null": {"sub": "wang\0"},
}


def token_of(header: object, claims: object, signature: str = "AAAA") -> str:
    return f"{part(json.dumps(header).encode())}.{part(json.dumps(claims).encode())}.{signature}"


WRONG_TOKENS: dict[str, Callable[[Rogue], Callable[[Claims], Any]]] = {
    "no signature": lambda _: lambda claims: token_of({"alg": "none"}, claims, ""),
    "no signature, in other letters": lambda _: lambda claims: token_of({"alg": "NonE", "kid": "one"}, claims, ""),
    "an empty signature": lambda _: lambda claims: token_of({"alg": "RS256", "kid": "one"}, claims, ""),
    "a signature of nothing": lambda _: lambda claims: token_of({"alg": "RS256", "kid": "one"}, claims),
    "HS256 by the public key": lambda rogue: lambda claims: hmac_by(rogue.key.as_pem(private=False), claims),
    "HS256 by our secret": lambda _: lambda claims: hmac_by(SECRET.encode(), claims),
    "a key that nobody knows": lambda _: lambda claims: signed(claims, make_key("two"), kid="two"),
    "another key by the same name": lambda _: lambda claims: signed(claims, make_key("one", 2)),
    "a key of its own": lambda _: with_its_own_key,
    "other claims under the signature": lambda rogue: lambda claims: swapped(signed({}, rogue.key), claims),
    "no token": lambda _: lambda _: "no token",
    "an object": lambda _: lambda claims: claims,
    "nothing": lambda _: lambda _: None,
    "a list in the token": lambda _: lambda _: token_of([], []),
    "deeper than anybody reads": lambda _: lambda _: f"{part(b'[' * 100_000)}.{part(b'[' * 40_000)}.AAAA",
    "an algorithm that is a list": lambda _: lambda _: token_of({"alg": ["RS256"]}, {}),
}


def hmac_by(secret: bytes, claims: Claims) -> str:
    unsigned = token_of({"alg": "HS256", "kid": "one"}, claims, "").rstrip(".")
    return f"{unsigned}.{part(hmac.digest(secret, unsigned.encode(), 'sha256'))}"


def with_its_own_key(claims: Claims) -> str:
    key = make_key("two")
    return signed(claims, key, jwk=key.as_dict(private=False))  # type: ignore[arg-type]  # the attack is that it is there


def swapped(token: str, claims: Claims) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{part(json.dumps(claims).encode())}.{signature}"


async def linked(service: Service, front_end: FrontEnd) -> None:
    assert (await front_end.link(await service.token(), PASSWORD))["linked"]


async def refused(service: Service, front_end: FrontEnd, caplog: pytest.LogCaptureFixture) -> None:
    """Sent back with no more than that, no code or session for it, and a line for the operator."""
    caplog.clear()
    before = await service.owner.fetchval("select count(*) from sessions")
    assert await front_end.sign_in() == {"error": "FORBIDDEN"}
    assert await service.owner.fetchval("select count(*) from sessions") == before
    assert await service.owner.fetchval("select count(*) from identity_codes") == 0
    (told,) = (record.getMessage() for record in caplog.records if record.name == "circle.openid")
    assert told.startswith("no sign-in from 127.0.0.1: ")


@pytest.mark.parametrize("claims", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS)
async def test_wrong_claims_sign_nobody_in(
    service: Service, front_end: FrontEnd, rogue: Rogue, caplog: pytest.LogCaptureFixture, claims: Claims
) -> None:
    rogue.claims = {**claims, **({"iss": rogue.issuer + "/"} if claims.get("iss") == "/" else {})}
    await refused(service, front_end, caplog)


@pytest.mark.parametrize("forged", WRONG_TOKENS.values(), ids=WRONG_TOKENS)
async def test_forged_tokens_sign_nobody_in(
    service: Service,
    front_end: FrontEnd,
    rogue: Rogue,
    caplog: pytest.LogCaptureFixture,
    forged: Callable[[Rogue], Callable[[Claims], Any]],
) -> None:
    rogue.sign = forged(rogue)
    await refused(service, front_end, caplog)


@pytest.mark.parametrize("claims", [{}, {"aud": [CLIENT]}, {"azp": CLIENT}, {"exp": int(time()) - 5}])
async def test_honest_tokens_do(service: Service, front_end: FrontEnd, rogue: Rogue, claims: Claims) -> None:
    rogue.claims = claims if "exp" not in claims else {"exp": int(time()) - 5}
    await linked(service, front_end)
    assert (await front_end.redeem(code=await front_end.code()))["userErrors"] == []


async def test_a_flood_of_unknown_keys_fetches_them_once(
    service: Service, front_end: FrontEnd, rogue: Rogue, caplog: pytest.LogCaptureFixture
) -> None:
    rogue.sign = WRONG_TOKENS["a key that nobody knows"](rogue)
    for _ in range(10):
        await refused(service, front_end, caplog)
    assert rogue.asked[KEYS] == 1


async def test_a_new_key_is_fetched_when_a_token_names_it(
    service: Service, front_end: FrontEnd, rogue: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    await linked(service, front_end)
    monkeypatch.setattr(cached, "PAUSE_SECONDS", 0)
    rogue.key = make_key("two")
    rogue.sign = lambda claims: signed(claims, rogue.key, kid="two")
    assert "code" in await front_end.sign_in()
    assert rogue.asked[KEYS] == 2
