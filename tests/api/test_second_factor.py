"""The second factor, over HTTP: what it takes to sign in with it, to replace it and to do without it."""

import asyncio

import pytest

from tenants.accounts.signing_in import TRIES
from tenants.accounts.throttling import CODES, HERE
from tenants.administration.operator import AdministrationError, reset_second_factor
from tenants.encryption.columns import associated_data
from tests.api.second_factor import CONFIRM, END, RENEW, SIGN_IN, START, STATE, Holder, enrolled, signed_in
from tests.api.service import Service, let_pass
from tests.keys import KEYS
from tests.planted import PASSWORD

WRONG = "000000"


@pytest.fixture
async def holder(service: Service) -> Holder:
    return await enrolled(service)


async def refused(holder: Holder, query: str, **given: object) -> list[tuple[str, str]]:
    errors = (await holder.do(query, **given))["userErrors"]
    return [(error["code"], error["field"][-1]) for error in errors]


async def alive(holder: Holder) -> bool:
    return "data" in await holder.ask("{ viewer { name } }", holder.token)


async def test_signing_in_takes_the_password_and_a_code(service: Service, holder: Holder) -> None:
    first = await holder.first_step()
    assert (first["accessToken"], first["deviceToken"], first["userErrors"]) == (None, None, [])
    assert await holder.complete(first["challenge"], f" {(code := await holder.shown())[:3]} {code[3:]} ") == "in"
    state = (await holder.ask(STATE, holder.token))["data"]["viewer"]
    assert state["secondFactor"]["addedAt"]
    assert (state["secondFactor"]["recoveryCodesLeft"], state["secondFactor"]["required"]) == (10, False)
    assert [event["kind"] for event in state["events"]] == ["SIGNED_IN", "SECOND_FACTOR_ADDED", "SIGNED_IN"]
    began = "select second_factor from sessions order by created_at desc limit 1"
    assert await service.owner.fetchval(began)
    # Nobody's else password leads to a challenge, and a wrong one not either.
    assert (await holder.first_step(password="wrong"))["challenge"] is None  # noqa: S106  # a guess


async def test_a_challenge_is_good_for_one_session_five_minutes_and_nothing_else(
    service: Service, holder: Holder
) -> None:
    challenge = await holder.challenge()
    assert "errors" in await holder.ask("{ viewer { name } }", challenge)
    assert await holder.complete(challenge, await holder.shown()) == "in"
    assert await holder.complete(challenge, await holder.shown()) == "WRONG_CODE"
    assert await holder.complete("no challenge", await holder.shown()) == "WRONG_CODE"
    late = await holder.challenge()
    await service.owner.execute("update sign_in_challenges set until_at = until_at - interval '5 minutes'")
    assert await holder.complete(late, await holder.shown()) == "WRONG_CODE"
    assert challenge not in await service.owner.fetchval("select string_agg(c::text, ' ') from sign_in_challenges c")


async def test_a_code_is_taken_once_and_none_before_it(service: Service, holder: Holder) -> None:
    code = await holder.shown()
    assert await holder.complete(await holder.challenge(), code) == "in"
    assert await holder.complete(await holder.challenge(), code) == "WRONG_CODE"
    await service.owner.execute("update second_factors set last_step = last_step + 2")
    assert await holder.complete(await holder.challenge(), holder.code) == "WRONG_CODE"


async def test_one_code_at_once_in_many_places_begins_one_session(holder: Holder) -> None:
    challenges = [await holder.challenge() for _ in range(4)]
    code = await holder.shown()
    outcomes = await asyncio.gather(*(holder.complete(challenge, code) for challenge in challenges))
    assert sorted(outcomes) == ["WRONG_CODE"] * 3 + ["in"]


async def test_a_challenge_takes_its_own_users_codes(service: Service, holder: Holder) -> None:
    other = await enrolled(service)
    assert await holder.complete(await other.challenge(), await holder.shown()) == "WRONG_CODE"
    assert await other.complete(await holder.challenge(), await other.shown()) == "WRONG_CODE"
    assert await other.complete(await holder.challenge(), other.recovery_codes[0]) == "WRONG_CODE"
    assert await other.complete(await other.challenge(), other.recovery_codes[0]) == "in"


async def test_whoever_guesses_codes_is_slowed_down_and_keeps_nobody_out(service: Service, holder: Holder) -> None:
    """She has the password, and as many addresses as she likes."""
    assert await holder.complete(await holder.challenge(), await holder.shown()) == "in"
    outcomes = []
    for number in range(CODES.free + 3):
        guesser = Holder(service, holder.name, f"203.0.113.{number}")
        answer = await guesser.ask(SIGN_IN, name=holder.name, password=PASSWORD)
        if "errors" in answer:
            outcomes.append("TOO_MANY")
        else:
            outcomes.append(await guesser.complete(answer["data"]["signIn"]["challenge"], WRONG))
    assert outcomes == ["WRONG_CODE"] * CODES.free + ["TOO_MANY"] * 3
    assert await holder.complete(await holder.challenge(), await holder.shown()) == "in"
    alerts = (await holder.ask(STATE, holder.token))["data"]["viewer"]["events"]
    assert [event["kind"] for event in alerts].count("WRONG_CODE") == CODES.free


async def test_a_challenge_takes_a_few_tries_and_the_password_gives_none_back(service: Service, holder: Holder) -> None:
    challenge, others = await holder.challenge(), [await holder.challenge() for _ in range(2)]
    assert [await holder.complete(challenge, WRONG) for _ in range(HERE.free)] == ["WRONG_CODE"] * HERE.free
    assert await holder.complete(others[0], await holder.shown()) == "TOO_MANY"
    assert "errors" in await holder.ask(SIGN_IN, name=holder.name, password=PASSWORD)
    await let_pass(service, 11)
    assert HERE.free == TRIES
    assert await holder.complete(challenge, await holder.shown()) == "WRONG_CODE"
    await let_pass(service, 100)
    assert (await holder.first_step())["challenge"]
    assert await holder.complete(others[1], await holder.shown()) == "in"


async def test_a_recovery_code_takes_the_codes_place_once_and_is_told(service: Service, holder: Holder) -> None:
    first, second, *_ = holder.recovery_codes
    assert await holder.complete(await holder.challenge(), first.lower().replace("-", " ")) == "in"
    state = (await holder.ask(STATE, holder.token))["data"]["viewer"]
    assert state["secondFactor"]["recoveryCodesLeft"] == 9
    assert [event["kind"] for event in state["events"]][:2] == ["SIGNED_IN", "RECOVERY_CODE_USED"]
    assert await holder.complete(await holder.challenge(), first) == "WRONG_CODE"
    assert await holder.complete(await holder.challenge(), second) == "in"
    kept = await service.owner.fetchval("select string_agg(c::text, ' ') from recovery_codes c")
    assert not any(code in kept or code.encode().hex() in kept for code in holder.recovery_codes)


async def test_one_recovery_code_at_once_in_two_places_begins_one_session(holder: Holder) -> None:
    challenges = [await holder.challenge() for _ in range(2)]
    code = holder.recovery_codes[0]
    assert sorted(await asyncio.gather(*(holder.complete(one, code) for one in challenges))) == ["WRONG_CODE", "in"]


async def test_new_recovery_codes_replace_all_others(holder: Holder) -> None:
    right = {"password": PASSWORD, "code": await holder.shown()}
    renewed = (await holder.do(RENEW, **right))["recoveryCodes"]
    assert len({*renewed, *holder.recovery_codes}) == 20
    assert await holder.complete(await holder.challenge(), holder.recovery_codes[0]) == "WRONG_CODE"
    assert await holder.complete(await holder.challenge(), renewed[0]) == "in"


@pytest.mark.parametrize("query", [START, RENEW, END])
async def test_changing_anything_takes_password_and_code(service: Service, holder: Holder, query: str) -> None:
    assert await refused(holder, query, password="wrong", code=await holder.shown()) == [  # noqa: S106  # a guess
        ("WRONG_CREDENTIALS", "password")
    ]
    assert await refused(holder, query, password=PASSWORD, code=WRONG) == [("WRONG_CODE", "code")]
    assert await refused(holder, query, password=PASSWORD, code="") == [("WRONG_CODE", "code")]
    for _ in range(HERE.free - 3):
        await refused(holder, query, password=PASSWORD, code=WRONG)
    answer = await holder.ask(query, holder.token, password=PASSWORD, code=await holder.shown())
    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY"
    await let_pass(service, 11)
    assert await refused(holder, query, password=PASSWORD, code=await holder.shown()) == []


async def test_adding_one_takes_the_password_and_a_code_of_it(service: Service) -> None:
    holder = await signed_in(service)
    assert await refused(holder, START, password="wrong", code="") == [  # noqa: S106  # a guess
        ("WRONG_CREDENTIALS", "password")
    ]
    assert await refused(holder, CONFIRM, code=WRONG) == [("WRONG_CODE", "code")]
    for query in (RENEW, END):
        assert await refused(holder, query, password=PASSWORD, code="") == [("NOT_FOUND", "input")]
    holder.secret = (await holder.do(START, password=PASSWORD, code=""))["secret"]
    abandoned = holder.code
    holder.secret = (await holder.do(START, password=PASSWORD, code=""))["secret"]
    assert await refused(holder, CONFIRM, code=abandoned) == [("WRONG_CODE", "code")]
    await service.owner.execute("update second_factors set started_at = started_at - interval '15 minutes'")
    assert await refused(holder, CONFIRM, code=holder.code) == [("WRONG_CODE", "code")]
    assert (await holder.first_step())["accessToken"]


async def test_adding_one_ends_all_other_sessions(service: Service) -> None:
    holder = await signed_in(service)
    other = Holder(service, holder.name, holder.address, (await holder.first_step())["accessToken"])
    waiting = await signed_in(service)
    await holder.enrol()
    assert [await alive(one) for one in (holder, other, waiting)] == [True, False, True]


async def test_one_is_replaced_and_the_former_counts_until_then(holder: Holder) -> None:
    former, codes, session = holder.secret, holder.recovery_codes, holder.token
    started = await holder.do(START, password=PASSWORD, code=codes[0])
    assert await holder.complete(await holder.challenge(), await holder.shown()) == "in"
    holder.secret = started["secret"]
    assert await refused(holder, CONFIRM, code=holder.code) == [("WRONG_CODE", "code")]
    holder.token = session
    assert len((await holder.do(CONFIRM, code=holder.code))["recoveryCodes"]) == 10
    assert await holder.complete(await holder.challenge(), codes[1]) == "WRONG_CODE"
    assert await holder.complete(await holder.challenge(), await holder.shown()) == "in"
    holder.secret = former
    assert await holder.complete(await holder.challenge(), holder.code) == "WRONG_CODE"


async def test_ending_it_ends_every_session_and_the_password_is_enough_again(holder: Holder) -> None:
    challenge, code = await holder.challenge(), holder.recovery_codes[0]
    assert (await holder.do(END, password=PASSWORD, code=await holder.shown())) == {"ended": True, "userErrors": []}
    assert not await alive(holder)
    assert await holder.complete(challenge, code) == "WRONG_CODE"
    again = await holder.first_step()
    assert again["accessToken"]
    assert again["alerts"][0] == {"kind": "SECOND_FACTOR_REMOVED"}


async def test_the_operator_resets_it_and_the_user_is_told(service: Service, holder: Holder) -> None:
    await reset_second_factor(service.owner, holder.name)
    assert not await alive(holder)
    again = await holder.first_step()
    assert again["accessToken"]
    assert again["alerts"][:2] == [{"kind": "ENROLMENT_CODE_GIVEN"}, {"kind": "SECOND_FACTOR_RESET"}]
    with pytest.raises(AdministrationError):
        await reset_second_factor(service.owner, holder.name)


async def test_who_has_no_password_adds_one_by_her_session_and_changes_it_by_a_code(service: Service) -> None:
    """As one who signs in elsewhere."""
    holder = await signed_in(service)
    await service.owner.execute("update users set password_hash = null where name = $1", holder.name)
    await holder.enrol(password="")
    assert await refused(holder, RENEW, password="", code=WRONG) == [("WRONG_CODE", "code")]
    assert await refused(holder, RENEW, password="", code=await holder.shown()) == []


async def test_the_secret_is_sealed_in_its_place(service: Service, holder: Holder) -> None:
    found = "select f.id, f.secret from second_factors f join users u on u.id = f.user_id where u.name = $1"
    key, encrypted = await service.owner.fetchrow(found, holder.name)
    assert holder.secret not in encrypted
    assert KEYS.decrypt(associated_data("second_factors", "secret", key), encrypted) == holder.secret
    stolen = await enrolled(service)
    await service.owner.execute(
        "update second_factors f set secret = $1 from users u where u.id = f.user_id and u.name = $2",
        encrypted,
        stolen.name,
    )
    answer = await stolen.ask(SIGN_IN, name=stolen.name, password=PASSWORD)
    assert await holder.complete(answer["data"]["signIn"]["challenge"], holder.code) == "INTERNAL"
