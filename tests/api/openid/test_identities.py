"""Codes and identities: who redeems a code, whose an identity is, and who may link and unlink it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from tenants.accounts.tokens import hash_token, make_token
from tenants.administration.operator import AdministrationError, enrol, unlink_identities
from tests.api.openid.conftest import opened
from tests.api.openid.front_end import LINK, REDEEM, FrontEnd, codes_of
from tests.api.openid.rogue import Rogue
from tests.api.second_factor import enrolled, signed_in
from tests.api.service import COUNTY_NAME, NAME, Service, code_of
from tests.callers import add_person
from tests.planted import PASSWORD

OTHER = "other"
ACCEPT = """mutation ($invitation: String!, $password: String!) {
    acceptInvitation(input: {invitation: $invitation, password: $password}) { name userErrors { code } } }"""
INVITED = "insert into users (id, name, created_by, invitation_hash, invited_until) select $1, $2, id, $3, now() + $4"
SESSIONS = "select count(*) from sessions where ended_at is null"


async def invite(service: Service, name: str, good_for: timedelta = timedelta(days=1)) -> str:
    """The invitation to a new account, as an administrator makes it."""
    token = make_token()
    await service.owner.execute(f"{INVITED} from users limit 1", uuid7(), name, hash_token(token), good_for)
    return token


@pytest.fixture
async def token(service: Service) -> str:
    return await service.token()


@pytest.fixture
async def linked(front_end: FrontEnd, token: str) -> FrontEnd:
    assert await front_end.link(token, PASSWORD) == {"linked": True, "userErrors": []}
    return front_end


async def test_who_is_linked_to_nobody_is_nobody(service: Service, front_end: FrontEnd, rogue: Rogue) -> None:
    """Not even by the name of a user."""
    rogue.subject = NAME
    rogue.claims = {"preferred_username": NAME, "email": f"{NAME}@front.example", "email_verified": True}
    users = await service.owner.fetchval("select count(*) from users")
    payload = await front_end.redeem(code=await front_end.code())
    assert (codes_of(payload), payload["accessToken"]) == ([("NOT_LINKED", ["input"])], None)
    assert await service.owner.fetchval("select count(*) from users") == users


async def test_a_stolen_code_is_worth_nothing_and_its_user_is_told(
    service: Service, linked: FrontEnd, token: str
) -> None:
    code = await linked.code()
    async with opened(service) as thief:
        assert codes_of(await thief.redeem(code=code)) == [("WRONG_CODE", ["input", "signInCode"])]
        assert codes_of(await thief.redeem(code=code, verifier="")) == [("WRONG_CODE", ["input", "signInCode"])]
    assert (await linked.events(token))[0] == "IDENTITY_CODE_MISUSED"
    assert codes_of(await linked.redeem(code=code)) == [("WRONG_CODE", ["input", "signInCode"])]
    payload = await linked.redeem(code=await linked.code())
    assert "IDENTITY_CODE_MISUSED" in {alert["kind"] for alert in payload["alerts"]}


async def test_a_code_is_good_once_however_many_ask(service: Service, linked: FrontEnd) -> None:
    code, before = await linked.code(), await service.owner.fetchval(SESSIONS)
    payloads = await asyncio.gather(*(linked.redeem(code=code) for _ in range(5)))
    assert sorted(len(payload["userErrors"]) for payload in payloads) == [0, 1, 1, 1, 1]
    assert await service.owner.fetchval(SESSIONS) == before + 1


async def test_a_code_is_good_for_a_minute(service: Service, linked: FrontEnd) -> None:
    code = await linked.code()
    left = await service.owner.fetchval("select until_at - now() from identity_codes")
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)
    await service.owner.execute("update identity_codes set until_at = now()")
    assert codes_of(await linked.redeem(code=code)) == [("WRONG_CODE", ["input", "signInCode"])]


async def test_the_database_keeps_no_code(service: Service, linked: FrontEnd) -> None:
    code = await linked.code()
    (row,) = await service.owner.fetch("select c::text as kept from identity_codes c")
    assert code not in row["kept"]
    assert hash_token(code).hex() in row["kept"]


async def test_linking_needs_the_password(front_end: FrontEnd, service: Service, token: str) -> None:
    code = await front_end.code()
    assert codes_of(await front_end.link(token, "a wrong one", code)) == [("WRONG_CREDENTIALS", ["input", "password"])]
    assert (await front_end.viewer(token))["identities"] == []
    # What was not spent may be tried again.
    assert (await front_end.link(token, PASSWORD, code))["linked"]
    nobody = await service.ask('mutation { linkIdentity(input: {signInCode: "", verifier: ""}) { linked } }')
    assert code_of(nobody) == "UNAUTHENTICATED"


async def test_an_identity_is_one_users_and_a_user_has_one_of_an_issuer(
    service: Service, linked: FrontEnd, token: str, rogue: Rogue
) -> None:
    if not await service.owner.fetchval("select exists (select from users where name = $1)", OTHER):
        await add_person(service.owner, OTHER)
    others = (await service.sign_in(OTHER))["accessToken"]
    assert codes_of(await linked.link(others, PASSWORD)) == [("ALREADY_EXISTS", ["input"])]
    rogue.subject = "wang's second"
    assert codes_of(await linked.link(token, PASSWORD)) == [("ALREADY_EXISTS", ["input"])]
    assert [identity["issuer"] for identity in (await linked.viewer(token))["identities"]] == [rogue.issuer]
    assert (await linked.viewer(others))["identities"] == []


async def test_unlinking_is_by_its_user_with_her_password_and_ends_other_sessions(
    service: Service, linked: FrontEnd, token: str
) -> None:
    by_identity = (await linked.redeem(code=await linked.code()))["accessToken"]
    ((identity,)) = (await linked.viewer(token))["identities"]
    wrong = await linked.unlink(token, "a wrong one", identity["id"])
    assert codes_of(wrong) == [("WRONG_CREDENTIALS", ["input", "password"])]
    for nobodys in (str(UUID(int=0)), "none"):
        assert codes_of(await linked.unlink(token, PASSWORD, nobodys)) == [("NOT_FOUND", ["input", "id"])]
    assert await linked.unlink(token, PASSWORD, identity["id"]) == {"unlinked": True, "userErrors": []}
    assert {"IDENTITY_LINKED", "IDENTITY_UNLINKED"} <= {*await linked.events(token)}
    assert code_of(await service.ask(COUNTY_NAME, by_identity)) == "UNAUTHENTICATED"
    assert codes_of(await linked.redeem(code=await linked.code())) == [("NOT_LINKED", ["input"])]


async def test_an_invited_person_joins_by_an_identity_once(service: Service, front_end: FrontEnd, rogue: Rogue) -> None:
    invitation = await invite(service, "invited")
    joined = await front_end.redeem(code=await front_end.code(), invitation=invitation)
    viewer = await front_end.viewer(joined["accessToken"])
    assert (viewer["name"], len(viewer["identities"])) == ("invited", 1)
    # She has no password, so her session alone would do, in whoever's hands.
    locked_out = await front_end.unlink(joined["accessToken"], "", viewer["identities"][0]["id"])
    assert codes_of(locked_out) == [("WRONG_CREDENTIALS", ["input", "password"])]
    again = await front_end.redeem(code=await front_end.code())
    assert again["userErrors"] == []
    by_password = await service.ask(ACCEPT, invitation=invitation, password=PASSWORD)
    assert [error["code"] for error in by_password.json()["data"]["acceptInvitation"]["userErrors"]] == ["WRONG_CODE"]
    assert not await service.owner.fetchval("select awaits_holder(id) from users where name = 'invited'")
    rogue.subject = "another"
    late = await front_end.redeem(code=await front_end.code(), invitation=invitation)
    assert codes_of(late) == [("WRONG_CODE", ["input", "invitation"])]


async def test_what_comes_to_nothing_costs_neither_code_nor_invitation(service: Service, front_end: FrontEnd) -> None:
    """A mistyped invitation, none where one is needed, and a sign-in that breaks off after she has joined."""
    invitation, code = await invite(service, "persistent"), await front_end.code()
    assert codes_of(await front_end.redeem(code=code, invitation="x")) == [("WRONG_CODE", ["input", "invitation"])]
    assert codes_of(await front_end.redeem(code=code)) == [("NOT_LINKED", ["input"])]
    signature = await service.owner.fetchval("select 'start_session'::regproc::oid::regprocedure::text")
    role = await service.owner.fetchval("select rolname from pg_roles where rolname like '%application'")
    await service.owner.execute(f"revoke execute on function {signature} from {role}")
    try:
        asked = {"signInCode": code, "verifier": front_end.verifier, "invitation": invitation}
        assert code_of(await service.ask(REDEEM, input=asked)) == "INTERNAL"
    finally:
        await service.owner.execute(f"grant execute on function {signature} to {role}")
    assert await service.owner.fetchval("select awaits_holder(id) from users where name = 'persistent'")
    joined = await front_end.redeem(code=code, invitation=invitation)
    assert (await front_end.viewer(joined["accessToken"]))["name"] == "persistent"
    # Whose answer was lost comes again without the invitation.
    assert (await front_end.redeem(code=await front_end.code()))["userErrors"] == []


async def test_of_two_who_join_at_once_one_does(service: Service, rogue: Rogue) -> None:
    invitation = await invite(service, "disputed")
    async with opened(service) as first, opened(service) as second:
        codes = [await first.code()]
        rogue.subject = "another"
        codes.append(await second.code())
        payloads = await asyncio.gather(
            *(tab.redeem(code=code, invitation=invitation) for tab, code in zip((first, second), codes, strict=True))
        )
    assert sorted(len(payload["userErrors"]) for payload in payloads) == [0, 1]
    assert await service.owner.fetchval("select count(*) from identities") == 1


async def test_an_identity_that_has_a_user_takes_no_invitation(service: Service, linked: FrontEnd) -> None:
    invitation = await invite(service, "wanted")
    payload = await linked.redeem(code=await linked.code(), invitation=invitation)
    assert codes_of(payload) == [("WRONG_CODE", ["input", "invitation"])]
    assert await service.owner.fetchval("select awaits_holder(id) from users where name = 'wanted'")


async def test_an_invitation_that_is_over_joins_nobody(service: Service, front_end: FrontEnd) -> None:
    invitation = await invite(service, "late", -timedelta(seconds=1))
    payload = await front_end.redeem(code=await front_end.code(), invitation=invitation)
    assert codes_of(payload) == [("WRONG_CODE", ["input", "invitation"])]


async def test_a_closed_account_is_not_entered(service: Service, linked: FrontEnd) -> None:
    await service.owner.execute("update users set closed_at = now() where name = $1", NAME)
    try:
        assert codes_of(await linked.redeem(code=await linked.code())) == [("NOT_LINKED", ["input"])]
    finally:
        await service.owner.execute("update users set closed_at = null where name = $1", NAME)


async def test_the_operator_unlinks_and_ends_every_session(service: Service, linked: FrontEnd, token: str) -> None:
    await unlink_identities(service.owner, NAME)
    assert code_of(await service.ask(COUNTY_NAME, token)) == "UNAUTHENTICATED"
    assert codes_of(await linked.redeem(code=await linked.code())) == [("NOT_LINKED", ["input"])]
    assert (await linked.events(await service.token()))[1] == "IDENTITY_UNLINKED"
    with pytest.raises(AdministrationError, match="has no identity"):
        await unlink_identities(service.owner, NAME)


async def test_the_providers_word_takes_the_second_factors_place_where_it_is_set(
    service: Service, front_end: FrontEnd, rogue: Rogue
) -> None:
    """Whatever the provider says besides, she is asked for the code of her own authenticator."""
    holder = await enrolled(service)
    proof = {"signInCode": await front_end.code(), "verifier": front_end.verifier, "password": PASSWORD}
    without = await service.ask(LINK, holder.token, input=proof)
    assert codes_of(without.json()["data"]["linkIdentity"]) == [("WRONG_CODE", ["input", "code"])]
    linked = await service.ask(LINK, holder.token, input={**proof, "code": await holder.shown()})
    assert linked.json()["data"]["linkIdentity"]["linked"]
    for said in ({}, {"amr": ["pwd"]}, {"amr": "otp"}, {"acr": ["otp"]}, {"amr": [["otp"]]}, {"methods": ["otp"]}):
        rogue.claims = {**said}
        payload = await front_end.redeem(code=await front_end.code())
        assert (payload["accessToken"], payload["challenge"] is None) == (None, False)
    assert await holder.complete(payload["challenge"], await holder.shown()) == "in"
    for said in ({"amr": ["pwd", "otp"]}, {"acr": "otp"}):
        rogue.claims = {**said}
        payload = await front_end.redeem(code=await front_end.code())
        assert (payload["accessToken"] is None, payload["challenge"]) == (False, None)


async def test_a_thief_of_the_password_links_no_identity_of_her_own(strict: Service) -> None:
    """Else, once the account is put in charge, the word of her provider would be its second factor."""
    user = await signed_in(strict)
    async with opened(strict) as thief:
        proof = {"signInCode": await thief.code(), "verifier": thief.verifier, "password": PASSWORD}
        for code in ("", "AAAA-AAAA-AAAA-AAAA"):
            refused = await strict.ask(LINK, user.token, input={**proof, "code": code})
            assert codes_of(refused.json()["data"]["linkIdentity"]) == [("WRONG_CODE", ["input", "code"])]
        given = await enrol(strict.owner, user.name)
        linked = await strict.ask(LINK, user.token, input={**proof, "code": given})
    assert linked.json()["data"]["linkIdentity"] == {"linked": True, "userErrors": []}
