"""Who adds the first second factor to an account: its user, and not whoever has her password."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tenants.accounts.rules import IN_CHARGE, SignInRules
from tenants.accounts.throttling import HERE
from tenants.accounts.tokens import hash_code, make_code
from tenants.administration.operator import (
    GRANT_CODE_LIFETIME,
    AdministrationError,
    NewGrant,
    enrol,
    grant_role,
    reset_second_factor,
)
from tests import planted
from tests.api.second_factor import CONFIRM, END, START, Holder, payload_of, signed_in
from tests.api.service import COUNTY, COUNTY_NAME, Service, serve, settle
from tests.conftest import ScratchDatabase
from tests.planted import PASSWORD

ACCEPT = """mutation ($code: String!, $password: String) {
    acceptGrant(input: {code: $code, password: $password}) { grant { role } userErrors { code field } } }"""
HERS = "three brown bears dancing"
NEEDED = "{ viewer { secondFactor { enrolmentCodeNeeded required } events { kind } } }"
ALERTS = """mutation ($name: String!, $password: String!) {
    signIn(input: {name: $name, password: $password}) { accessToken alerts { kind } } }"""


@pytest.fixture(scope="module")
async def service(module_database: ScratchDatabase) -> AsyncIterator[Service]:
    """Where roles call for a second factor."""
    owner = await asyncpg.connect(module_database.owner_url)
    await settle(owner)
    async with serve(owner, module_database.application_url, sign_in=SignInRules()) as served:
        yield served
    await owner.close()


async def in_charge(service: Service, role: str = "CASEWORKER") -> Holder:
    """The user, signed in at a place of hers, who has never added a second factor."""
    holder = await signed_in(service)
    await grant_role(service.owner, holder.name, NewGrant(role, COUNTY))
    return holder


async def thief_of(holder: Holder) -> Holder:
    """Somebody elsewhere, signed in with the stolen password."""
    thief = Holder(holder.service, holder.name, "203.0.113.99")
    thief.token = planted.plant((await thief.first_step())["accessToken"])
    return thief


async def errors_of(holder: Holder, query: str, **given: object) -> list[tuple[str, str]]:
    return [(one["code"], one["field"][-1]) for one in (await holder.do(query, **given))["userErrors"]]


async def works(holder: Holder) -> bool:
    return "errors" not in await holder.ask(COUNTY_NAME, holder.token)


async def is_needed(holder: Holder) -> bool:
    viewer = (await holder.ask(NEEDED, holder.token))["data"]["viewer"]
    return bool(viewer["secondFactor"]["enrolmentCodeNeeded"])


async def awaited_code(service: Service, holder: Holder, role: str) -> str:
    """The code that a director hands to the holder of a grant that an administrator gave."""
    code = planted.plant(make_code())
    await service.owner.execute(
        """insert into grants (user_id, role, tenant_code, code_hash, code_until, accepted_at)
           select id, $2, $3, $4, now() + $5, null from users where name = $1""",
        *(holder.name, role, COUNTY, hash_code(code), GRANT_CODE_LIFETIME),
    )
    return code


@pytest.mark.parametrize("role", sorted(IN_CHARGE))
async def test_a_thief_of_the_password_adds_none_and_the_user_is_told(service: Service, role: str) -> None:
    holder = await in_charge(service, role)
    thief = await thief_of(holder)
    assert (await is_needed(thief), await works(thief)) == (True, False)
    for code in ("", "000000", "AAAA-AAAA-AAAA-AAAA"):
        assert await errors_of(thief, START, password=PASSWORD, code=code) == [("WRONG_CODE", "code")]
    assert await errors_of(thief, CONFIRM, code="000000") == [("WRONG_CODE", "code")]
    assert not await works(thief)
    assert await service.owner.fetchval("select count(*) from second_factors where confirmed_at is null") == 0
    alerts = payload_of(await holder.ask(ALERTS, None, name=holder.name, password=PASSWORD))["alerts"]
    assert {"kind": "WRONG_CODE"} in alerts


async def test_guesses_at_the_code_are_slowed_down_and_keep_nobody_out(service: Service) -> None:
    holder = await in_charge(service)
    thief = await thief_of(holder)
    for _ in range(HERE.free):
        assert await errors_of(thief, START, password=PASSWORD, code="") == [("WRONG_CODE", "code")]
    answer = await thief.ask(START, thief.token, password=PASSWORD, code="")
    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY"
    await holder.enrol(code=planted.plant(await enrol(service.owner, holder.name)))
    assert await works(holder)


async def test_the_operators_code_is_good_once_for_its_user_while_it_lasts(service: Service) -> None:
    holder, other = await in_charge(service), await in_charge(service)
    former, code = [planted.plant(await enrol(service.owner, holder.name)) for _ in range(2)]
    for wrong, by in ((former, holder), (code, other)):
        assert await errors_of(by, START, password=PASSWORD, code=wrong) == [("WRONG_CODE", "code")]
    kept = await service.owner.fetchval("select string_agg(u::text, ' ') from users u")
    assert code not in kept
    late = "update users set enrolment_until = now() + $2 where name = $1"
    await service.owner.execute(late, holder.name, -GRANT_CODE_LIFETIME)
    assert await errors_of(holder, START, password=PASSWORD, code=code) == [("WRONG_CODE", "code")]
    await service.owner.execute(late, holder.name, GRANT_CODE_LIFETIME)
    await holder.enrol(code=code.lower().replace("-", " "))
    assert await works(holder)
    with pytest.raises(AdministrationError, match="has a second factor"):
        await enrol(service.owner, holder.name)
    kinds = [event["kind"] for event in (await holder.ask(NEEDED, holder.token))["data"]["viewer"]["events"]]
    assert kinds[:2] == ["SECOND_FACTOR_ADDED", "ENROLMENT_CODE_USED"]
    assert "ENROLMENT_CODE_GIVEN" in kinds


async def test_the_code_vouches_for_the_session_it_was_entered_in_and_for_no_other(service: Service) -> None:
    """The thief was there before, and tries what the user has begun."""
    holder = await in_charge(service)
    thief = await thief_of(holder)
    code = planted.plant(await enrol(service.owner, holder.name))
    first = await holder.do(START, password=PASSWORD, code=code)
    assert await errors_of(thief, START, password=PASSWORD, code=code) == [("WRONG_CODE", "code")]
    # Not even by a code that is right: whose session began it has to confirm it.
    thief.secret = planted.plant(first["secret"])
    assert await errors_of(thief, CONFIRM, code=thief.code) == [("WRONG_CODE", "code")]
    # Once entered, the code is not asked for again, however often she begins anew.
    assert not await is_needed(holder)
    await holder.enrol()
    assert (await works(holder), "errors" in await thief.ask(NEEDED, thief.token)) == (True, True)


@pytest.mark.parametrize("role", sorted(IN_CHARGE))
async def test_who_accepts_a_grant_by_its_code_adds_one_and_whoever_chose_her_password_does_not(
    service: Service, role: str
) -> None:
    """An administrator has redeemed the invitation herself, and handed over the account with its password."""
    holder = await signed_in(service)
    administrator = await thief_of(holder)
    code = await awaited_code(service, holder, role)
    assert await errors_of(administrator, START, password=PASSWORD, code=code) == [("WRONG_CODE", "code")]
    assert await errors_of(holder, ACCEPT, code=code, password=HERS) == []
    assert not await works(administrator)
    assert (await administrator.first_step())["accessToken"] is None
    assert (await works(holder), await is_needed(holder)) == (False, False)
    await holder.enrol(password=HERS)
    assert await works(holder)


async def test_a_confined_session_accepts_another_grant_and_may_then_add_one(service: Service) -> None:
    holder = await in_charge(service)
    assert await is_needed(holder)
    assert await errors_of(holder, ACCEPT, code=await awaited_code(service, holder, "ANALYST")) == []
    await holder.enrol()
    assert await works(holder)


async def test_it_is_asked_of_whoever_has_no_role_yet(service: Service) -> None:
    """Else a thief would wait with a second factor of her own until the account is given something to do."""
    thief = await thief_of(holder := await signed_in(service))
    assert await errors_of(thief, START, password=PASSWORD, code="") == [("WRONG_CODE", "code")]
    await grant_role(service.owner, holder.name, NewGrant("DIRECTOR", COUNTY))
    assert not await works(thief)


async def test_one_taken_away_comes_back_by_the_operators_code_alone(service: Service) -> None:
    holder = await in_charge(service)
    await holder.enrol(code=planted.plant(await enrol(service.owner, holder.name)))
    code = planted.plant(await reset_second_factor(service.owner, holder.name))
    for again in (code, None):
        thief = await thief_of(holder)
        assert await errors_of(thief, START, password=PASSWORD, code="") == [("WRONG_CODE", "code")]
        if again:
            holder.token = planted.plant((await holder.first_step())["accessToken"])
            await holder.enrol(code=again)
            assert (await holder.do(END, password=PASSWORD, code=await holder.shown()))["ended"]
