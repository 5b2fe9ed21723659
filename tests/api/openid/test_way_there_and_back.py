"""The browser's way to the provider and back: what is sent along, and what becomes of whoever meddles with it."""

import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from api.openid import provider
from api.openid.relying_party import RelyingParty
from api.openid.sign_in_cookie import Departure, SignInCookie
from tests.api.openid.conftest import HOST, opened
from tests.api.openid.front_end import CLIENT, RETURN, SECRET, FrontEnd, said_in
from tests.api.openid.rogue import AUTHORIZE, DESCRIPTION, KEYS, TOKEN, Rogue
from tests.api.service import Service, serve
from tests.conftest import ScratchDatabase

CALLBACK = f"{HOST}/openid/callback"
COOKIE = "; HttpOnly; Max-Age=600; Path=/; SameSite=lax"
ELSEWHERE = {
    "another host": "https://evil.example/signed-in",
    "our host as a part": f"https://evil.example/{RETURN}",
    "our host as a user": "https://front.example@evil.example/signed-in",
    "our host as a beginning": "https://front.example.evil.example/signed-in",
    "no scheme": "//evil.example",
    "another scheme": "javascript:alert(1)",
    "plain HTTP": RETURN.replace("https", "http"),
    "another path": f"{RETURN}/../elsewhere",
    "a query": f"{RETURN}?next=https://evil.example",
    "a fragment": f"{RETURN}#code=mine",
    "other letters": RETURN.upper(),
    "a space before": f" {RETURN}",
    "a header": f"{RETURN}\r\nSet-Cookie: circle-openid=mine",
    "a line's end": f"{RETURN}\n",
    "a null": f"{RETURN}\0",
    "nothing": "",
}


async def test_what_is_sent_along_proves_nothing_to_whoever_reads_it(front_end: FrontEnd, rogue: Rogue) -> None:
    response = await front_end.start()
    address = urlsplit(response.headers["location"])
    asked = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}{address.path}" == rogue.issuer + AUTHORIZE
    secret = {name: asked.pop(name) for name in ("state", "nonce", "code_challenge")}
    assert asked == {
        "response_type": "code",
        "scope": "openid",
        "client_id": CLIENT,
        "redirect_uri": CALLBACK,
        "code_challenge_method": "S256",
    }
    assert {len(value) for value in secret.values()} == {43}
    assert all(value not in response.headers["set-cookie"] for value in (*secret.values(), front_end.verifier))
    again = parse_qs(urlsplit((await front_end.start()).headers["location"]).query)
    assert all(again[name] != [value] for name, value in secret.items())


@pytest.mark.parametrize(
    ("callback", "expected"),
    [
        ("https://api.example/openid/callback", f"__Host-circle-openid={COOKIE}; Secure"),
        (CALLBACK, f"circle-openid={COOKIE}"),
    ],
)
def test_the_cookie_is_for_this_host_and_no_script(callback: str, expected: str) -> None:
    response = Response()
    party = RelyingParty("https://id.example", CLIENT, SECRET, callback, frozenset({RETURN}))
    SignInCookie(party).put(response, Departure("challenge", RETURN))
    (morsel,) = SimpleCookie(response.headers["set-cookie"]).values()
    assert response.headers["set-cookie"].replace(morsel.value, "") == expected


@pytest.mark.parametrize("address", ELSEWHERE.values(), ids=ELSEWHERE)
async def test_nobody_is_sent_elsewhere(front_end: FrontEnd, rogue: Rogue, address: str) -> None:
    response = await front_end.start(return_to=address)
    assert (response.status_code, "location" in response.headers, rogue.asked) == (400, False, {})
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("challenge", ["", "short", "=" * 43, "a" * 44, "a" * 42 + "\n"])
async def test_without_a_challenge_nobody_sets_out(front_end: FrontEnd, challenge: str) -> None:
    response = await front_end.start(challenge=challenge, headers={"accept-language": "en"})
    assert (response.status_code, "challenge" in response.text) == (400, True)


async def test_another_browsers_way_back_is_refused(service: Service, front_end: FrontEnd, rogue: Rogue) -> None:
    """Whoever is lured there with a stranger's answer is not signed in as the stranger."""
    async with opened(service) as strangers:
        await strangers.start()
        lure = await strangers.follow(await strangers.start(), until=CALLBACK)
    without = await front_end.browser.get(lure)
    await front_end.start()
    with_her_own = await front_end.browser.get(lure)
    for answer in (without, with_her_own):
        assert (answer.status_code, "location" in answer.headers) == (403, False)
    assert TOKEN not in rogue.asked


async def test_of_two_ways_the_last_one_is_gone(front_end: FrontEnd) -> None:
    first = await front_end.follow(await front_end.start(), until=CALLBACK)
    second = await front_end.follow(await front_end.start(), until=CALLBACK)
    assert (await front_end.browser.get(first)).status_code == 403
    assert "code" in said_in((await front_end.browser.get(second)).headers["location"])


async def test_a_way_back_is_gone_once(front_end: FrontEnd, rogue: Rogue) -> None:
    back = await front_end.follow(await front_end.start(), until=CALLBACK)
    cookies = dict(front_end.browser.cookies)
    assert "code" in said_in((await front_end.browser.get(back)).headers["location"])
    assert (await front_end.browser.get(back)).status_code == 403
    front_end.browser.cookies = httpx.Cookies(cookies)
    assert said_in((await front_end.browser.get(back)).headers["location"]) == {"error": "FORBIDDEN"}
    assert rogue.asked[TOKEN] == 2


@pytest.mark.parametrize("spoilt", ["another", "cut", "changed", "old", "empty"])
async def test_a_cookie_that_is_not_ours_or_old_is_none(
    service: Service, front_end: FrontEnd, spoilt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = await front_end.follow(await front_end.start(), until=CALLBACK)
    ((name, value),) = front_end.browser.cookies.items()
    others = SignInCookie(RelyingParty("https://id.example", CLIENT, SECRET[::-1], CALLBACK, frozenset({RETURN})))
    forged = Response()
    others.put(forged, Departure("challenge", "https://evil.example"))
    (of_others,) = SimpleCookie(forged.headers["set-cookie"]).values()
    cookie = {
        "another": of_others.value,
        "cut": value[:-4],
        "changed": value[:50] + ("A" if value[50] != "A" else "B") + value[51:],
        "old": value,
        "empty": "",
    }[spoilt]
    if spoilt == "old":
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 601)
    front_end.browser.cookies = httpx.Cookies({name: cookie})
    response = await front_end.browser.get(back)
    assert (response.status_code, "location" in response.headers) == (403, False)
    assert await service.owner.fetchval("select count(*) from identity_codes") == 0


@pytest.mark.parametrize(
    "way_back",
    [
        {"iss": "https://another.example"},
        {"iss": None},
        {"iss": ""},
        {"error": "access_denied"},
        {"code": None},
        {"code": "unknown"},
    ],
    ids=str,
)
async def test_a_way_back_that_is_not_the_providers_signs_nobody_in(
    service: Service, front_end: FrontEnd, rogue: Rogue, way_back: dict[str, str | None]
) -> None:
    rogue.way_back = way_back
    assert await front_end.sign_in() == {"error": "FORBIDDEN"}
    assert await service.owner.fetchval("select count(*) from identity_codes") == 0


async def test_a_provider_need_not_name_itself(front_end: FrontEnd, rogue: Rogue) -> None:
    rogue.description = {"authorization_response_iss_parameter_supported": False}
    rogue.way_back = {"iss": None}
    assert "code" in await front_end.sign_in()


def huge() -> Response:
    return Response(b"[" * 10_000_000, media_type="application/json")


def compressed() -> Response:
    return Response(b"\x1f\x8b" + b"\0" * 100, headers={"content-encoding": "gzip"}, media_type="application/json")


BAD: dict[str, Callable[[], Response]] = {
    "huge": huge,
    "compressed": compressed,
    "no JSON": lambda: PlainTextResponse("hello"),
    "a list": lambda: PlainTextResponse("[]"),
    "deep": lambda: PlainTextResponse("[" * 100_000),
    "an error": lambda: PlainTextResponse("{}", 500),
    "not found": lambda: PlainTextResponse("{}", 404),
    "elsewhere": lambda: RedirectResponse("http://127.0.0.1:1/"),
}
MISDESCRIBED = {
    "another issuer": {"issuer": "https://another.example"},
    "an endpoint elsewhere in the open": {"token_endpoint": "http://id.example/token"},
    "an endpoint that is a file": {"jwks_uri": "file:///etc/passwd"},
    "an endpoint that is none": {"authorization_endpoint": None},
    "an endpoint with a user": {"token_endpoint": "http://127.0.0.1:80@evil.example/token"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_a_broken_provider_is_told_and_breaks_nothing_else(
    service: Service, front_end: FrontEnd, rogue: Rogue, bad: Callable[[], Response]
) -> None:
    rogue.instead = {DESCRIPTION: bad}
    for language, words in (("zh", "统一身份认证暂时不可用"), ("en", "The identity provider is not available")):
        response = await front_end.start({"accept-language": language})
        assert (response.status_code, response.text.startswith(words)) == (503, True)
    # It is not asked again and again.
    assert rogue.asked == {DESCRIPTION: 1}
    assert (await service.sign_in())["accessToken"]


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("path", [TOKEN, KEYS])
async def test_one_that_breaks_on_the_way_sends_back_without_a_code(
    front_end: FrontEnd, rogue: Rogue, path: str, bad: Callable[[], Response]
) -> None:
    rogue.instead = {path: bad}
    expected = "FORBIDDEN" if (path, bad) == (TOKEN, BAD["not found"]) else "UNAVAILABLE"
    assert await front_end.sign_in() == {"error": expected}


@pytest.mark.parametrize("keys", ["{}", '{"keys": 7}', '{"keys": [7]}', '{"keys": [{"kty": "RSA"}]}', '{"keys": []}'])
async def test_keys_that_are_none(front_end: FrontEnd, rogue: Rogue, keys: str) -> None:
    rogue.instead = {KEYS: lambda: PlainTextResponse(keys)}
    assert await front_end.sign_in() == {"error": "UNAVAILABLE"}


@pytest.mark.parametrize("description", MISDESCRIBED.values(), ids=MISDESCRIBED)
async def test_a_provider_that_describes_another_is_not_asked(
    front_end: FrontEnd, rogue: Rogue, description: dict[str, object]
) -> None:
    rogue.description = description
    assert (await front_end.start()).status_code == 503


async def test_a_slow_provider_keeps_nobody_waiting(
    service: Service, front_end: FrontEnd, rogue: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "MOST_SECONDS", 0.2)
    rogue.silent = True
    assert {(await front_end.start()).status_code for _ in range(5)} == {503}
    assert (await service.sign_in())["accessToken"]
    assert rogue.asked == {DESCRIPTION: 1}


async def test_without_settings_there_is_no_such_address(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    async with serve(owner, database.application_url) as served:
        statuses = {(await served.client.get(f"/openid/{step}")).status_code for step in ("start", "callback")}
    assert statuses == {404}
