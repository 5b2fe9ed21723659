"""Signing in and out over HTTP: what a token opens, how long, and what is told to whom it opens nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from api.negotiation import GRAPHQL_RESPONSE
from tenants.administration.operator import NewGrant, add_user, grant_role, revoke_grant
from tests import planted
from tests.api.service import COUNTY, COUNTY_NAME, NAME, PASSWORDS_ALONE, SIGN_IN, Service, code_of, serve, settle
from tests.callers import add_person
from tests.conftest import ScratchDatabase
from tests.planted import PASSWORD

VIEWER = "{ viewer { name grants { id role tenantCode tenantName } } }"
REFRESH = """mutation ($spent: String!) { refreshSession(input: {refreshToken: $spent}) {
    accessToken refreshToken userErrors { code } } }"""
MINE = "{ viewer { sessions { id startedAt lastUsedAt address current } events { at kind address } } }"
END_SESSION = "mutation ($id: ID!) { endSession(input: {id: $id}) { ended } }"
END_OTHERS = "mutation { endOtherSessions { ended } }"
SIGN_OUT = "mutation { signOut { signedOut } }"


async def refresh(service: Service, token: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await service.ask(REFRESH, spent=token)).json()["data"]["refreshSession"]
    return payload


async def mine(service: Service, token: str) -> dict[str, Any]:
    viewer: dict[str, Any] = (await service.ask(MINE, token)).json()["data"]["viewer"]
    return viewer


async def current_id(service: Service, token: str) -> str:
    return next(str(session["id"]) for session in (await mine(service, token))["sessions"] if session["current"])


async def viewed(service: Service, token: str) -> bool:
    return "data" in (await service.ask(MINE, token)).json()


async def works(service: Service, token: str) -> bool:
    response = await service.post(
        {"query": COUNTY_NAME}, {"authorization": f"Bearer {token}", "accept": GRAPHQL_RESPONSE}
    )
    assert response.status_code in (200, 401)
    assert response.status_code == 200 or code_of(response) == "UNAUTHENTICATED"
    return response.status_code == 200


async def test_a_signed_in_user_is_told_who_she_is(service: Service) -> None:
    response = await service.ask(VIEWER, await service.token())
    viewer = response.json()["data"]["viewer"]
    (grant,) = viewer["grants"]
    del grant["id"]
    assert viewer["name"] == NAME
    assert grant == {"role": "CASEWORKER", "tenantCode": "330127000000", "tenantName": "淳安县"}


@pytest.mark.parametrize(
    ("name", "password"),
    [(NAME, "wrong"), (NAME, ""), (NAME, PASSWORD + "\0"), ("nobody", PASSWORD), ("", ""), ("script", ""), ("\0", "x")],
)
async def test_a_wrong_name_and_a_wrong_password_are_answered_alike(service: Service, name: str, password: str) -> None:
    if name == "script":
        await add_user(service.owner, name, None)
    payload = await service.sign_in(name, password)
    assert payload == {
        "accessToken": None,
        "refreshToken": None,
        "userErrors": [
            {"code": "WRONG_CREDENTIALS", "message": "用户名、密码或令牌不正确。", "field": ["input"]},
        ],
    }


async def test_refreshing_spends_the_refresh_token_and_soon_ends_the_old_access_token(service: Service) -> None:
    """Requests that are under way with it, or are sent before its successor is known, finish."""
    first = await service.sign_in()
    assert await works(service, first["accessToken"])
    second = await refresh(service, first["refreshToken"])
    assert second["userErrors"] == []
    assert await works(service, first["accessToken"])
    await service.owner.execute("update sessions set previous_access_until = now()")
    assert not await works(service, first["accessToken"])
    assert await works(service, second["accessToken"])
    assert await refresh(service, second["accessToken"]) == {
        "accessToken": None,
        "refreshToken": None,
        "userErrors": [{"code": "WRONG_CREDENTIALS"}],
    }
    assert not await works(service, second["refreshToken"])


async def test_with_the_token_before_one_ends_others_and_oneself_as_with_its_successor(service: Service) -> None:
    await add_user(service.owner, "overlapping", PASSWORD)
    first, other = await service.sign_in("overlapping"), await service.sign_in("overlapping")
    second = await refresh(service, first["refreshToken"])
    old = first["accessToken"]
    assert (await service.ask(END_OTHERS, old)).json()["data"] == {"endOtherSessions": {"ended": 1}}
    assert [await viewed(service, each["accessToken"]) for each in (first, second, other)] == [True, True, False]
    assert (await service.ask(SIGN_OUT, old)).json()["data"] == {"signOut": {"signedOut": True}}
    assert [await viewed(service, each["accessToken"]) for each in (first, second)] == [False, False]


DEAD = ["Bearer nonsense", "Bearer ", "Basic eDp5", "nonsense", "Bearer a b c", ""]


@pytest.mark.parametrize("dead", DEAD)
async def test_a_dead_token_hinders_nothing_that_needs_none(service: Service, dead: str) -> None:
    """Front ends send the header along with everything, also with what is to mend it."""
    tokens = await service.sign_in()
    headers = {"authorization": dead, "accept": GRAPHQL_RESPONSE}
    signed_in = await service.post({"query": SIGN_IN, "variables": {"name": NAME, "password": PASSWORD}}, headers)
    assert signed_in.json()["data"]["signIn"]["userErrors"] == []
    planted.plant(signed_in.json()["data"]["signIn"]["accessToken"])
    refreshed = await service.post({"query": REFRESH, "variables": {"spent": tokens["refreshToken"]}}, headers)
    assert refreshed.json()["data"]["refreshSession"]["userErrors"] == []
    for query in ("{ __typename }", "{ labels { of } }", "mutation { signOut { signedOut } }"):
        response = await service.post({"query": query}, headers)
        assert (response.status_code, "data" in response.json()) == (200, True), query
    refused = await service.post({"query": COUNTY_NAME}, headers)
    assert (refused.status_code, code_of(refused)) == (401, "UNAUTHENTICATED")


async def test_a_refresh_whose_answer_was_lost_is_answered_the_same_again(service: Service) -> None:
    first = await service.sign_in()
    answers = await asyncio.gather(*(refresh(service, first["refreshToken"]) for _ in range(3)))
    assert answers[0]["userErrors"] == []
    assert answers[0] == answers[1] == answers[2] == await refresh(service, first["refreshToken"])
    assert await works(service, answers[0]["accessToken"])


async def test_a_spent_token_that_comes_again_ends_the_session_and_the_user_is_told(service: Service) -> None:
    tokens, other = await service.sign_in(), await service.sign_in()
    second = await refresh(service, tokens["refreshToken"])
    third = await refresh(service, second["refreshToken"])
    assert (await refresh(service, tokens["refreshToken"]))["accessToken"] is None
    assert not await works(service, third["accessToken"])
    assert (await refresh(service, third["refreshToken"]))["accessToken"] is None
    assert (await mine(service, other["accessToken"]))["events"][0]["kind"] == "TOKEN_REUSED"


async def test_ones_sessions_are_listed_and_ended(service: Service) -> None:
    await add_person(service.owner, "everywhere")
    first, second, third = [(await service.sign_in("everywhere"))["accessToken"] for _ in range(3)]
    listed = (await mine(service, second))["sessions"]
    assert [session["address"] for session in listed] == ["127.0.0.1"] * 3
    assert [session["current"] for session in listed].count(True) == 1
    ids = {token: await current_id(service, token) for token in (first, second, third)}
    assert set(ids.values()) == {session["id"] for session in listed}
    stranger = await service.token()
    for token, named, ended in [(stranger, ids[first], 0), (second, ids[first], 1), (second, ids[first], 0)]:
        assert (await service.ask(END_SESSION, token, id=named)).json()["data"] == {"endSession": {"ended": ended}}
    assert (await service.ask(END_SESSION, second, id="no id")).json()["data"] == {"endSession": {"ended": 0}}
    assert [await viewed(service, token) for token in (first, second, third)] == [False, True, True]
    assert (await service.ask(END_OTHERS, third)).json()["data"] == {"endOtherSessions": {"ended": 1}}
    assert [await viewed(service, token) for token in (first, second, third)] == [False, False, True]
    assert code_of(await service.ask(END_OTHERS)) == "UNAUTHENTICATED"
    events = [event["kind"] for event in (await mine(service, third))["events"]]
    assert events == ["SESSION_ENDED"] * 2 + ["SIGNED_IN"] * 3


async def test_signing_out_ends_the_session_at_once_although_it_is_remembered(service: Service) -> None:
    tokens, other = await service.sign_in(), await service.sign_in()
    for session in (tokens, other):
        assert await works(service, session["accessToken"])
    assert (await service.ask(SIGN_OUT, tokens["accessToken"])).json()["data"] == {"signOut": {"signedOut": True}}
    assert not await works(service, tokens["accessToken"])
    assert (await refresh(service, tokens["refreshToken"]))["accessToken"] is None
    assert await works(service, other["accessToken"])
    assert (await service.ask(SIGN_OUT)).json()["data"] == {"signOut": {"signedOut": False}}


async def test_a_revoked_grant_opens_nothing_from_then_on(service: Service) -> None:
    await add_person(service.owner, "leaving")
    await grant_role(service.owner, "leaving", NewGrant("CASEWORKER", COUNTY))
    token = (await service.sign_in("leaving"))["accessToken"]
    assert await works(service, token)
    await revoke_grant(service.owner, "leaving", "CASEWORKER", COUNTY)
    response = await service.ask(COUNTY_NAME, token)
    assert code_of(response) == "FORBIDDEN"
    assert (await service.ask(VIEWER, token)).json()["data"]["viewer"]["grants"] == []


async def test_a_grant_given_meanwhile_can_be_named_at_once(service: Service) -> None:
    await add_person(service.owner, "rising")
    await grant_role(service.owner, "rising", NewGrant("CASEWORKER", COUNTY))
    token = (await service.sign_in("rising"))["accessToken"]
    assert await works(service, token)
    await grant_role(service.owner, "rising", NewGrant("DIRECTOR", COUNTY))
    grants = (await service.ask(VIEWER, token)).json()["data"]["viewer"]["grants"]
    assert [grant["role"] for grant in grants] == ["CASEWORKER", "DIRECTOR"]
    headers = {"authorization": f"Bearer {token}", "x-acting-grant": grants[1]["id"]}
    assert (await service.post({"query": COUNTY_NAME}, headers)).json()["data"] == {"tenant": {"name": "淳安县"}}


async def test_a_closed_users_session_ends(service: Service) -> None:
    await add_person(service.owner, "closed")
    tokens = await service.sign_in("closed")
    await service.owner.execute("update users set closed_at = now() where name = 'closed'")
    assert not await works(service, tokens["accessToken"])
    assert (await refresh(service, tokens["refreshToken"]))["accessToken"] is None
    assert (await service.sign_in("closed"))["accessToken"] is None


async def test_tokens_end_after_their_lifetimes(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """The owner makes time pass."""
    await settle(owner)
    rules = replace(PASSWORDS_ALONE, access=timedelta(minutes=3), refresh=timedelta(days=4), session=timedelta(days=9))
    async with serve(owner, database.application_url, sign_in=rules) as service:
        tokens = await service.sign_in()
        lasts = "select access_until - created_at, refresh_until - created_at, ends_at - created_at from sessions"
        assert tuple(await owner.fetchrow(lasts)) == (rules.access, rules.refresh, rules.session)
        assert await works(service, tokens["accessToken"])
        await owner.execute("update sessions set access_until = now()")
        assert not await works(service, tokens["accessToken"])
        renewed = await refresh(service, tokens["refreshToken"])
        assert await works(service, renewed["accessToken"])
        await owner.execute("update sessions set refresh_until = now()")
        assert (await refresh(service, renewed["refreshToken"]))["accessToken"] is None


async def test_only_hashes_of_tokens_are_kept(service: Service) -> None:
    tokens = await service.sign_in()
    kept = await service.owner.fetchval("select string_agg(s::text, ' ') from sessions s")
    for token in (tokens["accessToken"], tokens["refreshToken"]):
        assert token not in kept
        assert token.encode().hex() not in kept
