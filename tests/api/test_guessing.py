"""Guessing passwords, over HTTP: what the guesser learns, how fast she may guess, and whom she can keep out."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

import pytest
from argon2 import PasswordHasher

from tenants.accounts import attempts, passwords
from tenants.accounts.throttling import ACCOUNT, HERE, PLACE
from tests.api.service import SIGN_IN, Service, let_none_pass, let_pass, send
from tests.callers import add_person, is_hash_of
from tests.planted import PASSWORD

WITH_DEVICE = """mutation ($name: String!, $password: String!, $device: String) {
    signIn(input: {name: $name, password: $password, deviceToken: $device}) {
        accessToken deviceToken alerts { kind } userErrors { code } } }"""
CHANGE = """mutation ($current: String!, $new: String!) { changePassword(input: {current: $current, new: $new}) {
    changed userErrors { code field } } }"""
# The last attempt once more on so many other accounts, without the time that weighing a password takes.
SPRAYED = """insert into sign_in_attempts (account, place, known, outcome, at)
    select sha256(account || n::text::bytea), place, known, outcome, at
    from (select * from sign_in_attempts order by id desc limit 1) last, generate_series(1, $1) n"""
NEW = "a better horse battery"

_numbers = count(1)


@pytest.fixture
async def victim(service: Service) -> str:
    name = f"victim {next(_numbers)}"
    await add_person(service.owner, name)
    return name


@pytest.fixture
async def address() -> str:
    return f"192.0.2.{next(_numbers)}"


async def guess(service: Service, address: str, name: str, password: str = "wrong") -> str:  # noqa: S107  # a guess
    """What came of it: a code, or `in`."""
    answer = await send(service, address, SIGN_IN, name=name, password=password)
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    errors = answer["data"]["signIn"]["userErrors"]
    return str(errors[0]["code"]) if errors else "in"


async def guess_at_once(service: Service, address: str, name: str) -> str:
    """Where the first wait is a second only, and each guess takes some of it."""
    await let_none_pass(service)
    return await guess(service, address, name)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """How the hashes are made that passwords are compared by."""
    compared: list[str | None] = []

    def compare(password: str, made_with: str | None) -> str:
        compared.append(made_with)
        return passwords.hash_as(password, made_with)

    monkeypatch.setattr(attempts, "hash_as", compare)
    yield compared


async def test_a_name_that_nobody_has_is_answered_weighed_and_slowed_as_one_that_somebody_has(
    service: Service, victim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: dict[str, list[dict[str, Any]]] = {}
    for name, address in ((victim, "198.51.100.1"), ("nobody has this name", "198.51.100.2")):
        answers[name] = []
        with counted(monkeypatch) as compared:
            for _ in range(HERE.free + 2):
                await let_none_pass(service)
                answers[name].append(await send(service, address, SIGN_IN, name=name, password="wrong"))  # noqa: S106  # a guess
        assert len(compared) == HERE.free
        for answer in answers[name]:
            for error in answer.get("errors", ()):
                del error["extensions"]["requestId"]
    (known, unknown) = answers.values()
    assert known == unknown
    assert known[-1]["errors"][0]["extensions"] == {"code": "TOO_MANY", "retryable": True, "retryAfterSeconds": 10}


async def test_waiting_is_told_in_the_header_too(service: Service, victim: str) -> None:
    for _ in range(HERE.free):
        await guess(service, "127.0.0.1", victim)
    await let_none_pass(service)
    response = await service.post(
        {"query": SIGN_IN, "variables": {"name": victim, "password": PASSWORD}},
        {"accept": "application/graphql-response+json"},
    )
    assert (response.status_code, response.headers["retry-after"]) == (429, "10")


async def test_the_right_password_has_to_wait_too_and_then_is_let_in(
    service: Service, victim: str, address: str
) -> None:
    for _ in range(HERE.free):
        assert await guess(service, address, victim) == "WRONG_CREDENTIALS"
    assert await guess(service, address, victim, PASSWORD) == "TOO_MANY"
    await let_pass(service, 11)
    assert await guess(service, address, victim, PASSWORD) == "in"
    assert await guess(service, address, victim) == "WRONG_CREDENTIALS"


async def test_guesses_at_once_are_weighed_one_after_the_other(service: Service, victim: str, address: str) -> None:
    outcomes = await asyncio.gather(*(guess(service, address, victim) for _ in range(20)))
    assert outcomes.count("WRONG_CREDENTIALS") == HERE.free


async def test_guessing_from_many_addresses_is_slowed_down_and_keeps_nobody_out(service: Service, victim: str) -> None:
    """A botnet gets its twenty guesses and then one a minute; the victim signs in where she always does."""
    assert await guess(service, "192.0.2.200", victim, PASSWORD) == "in"
    outcomes = [await guess_at_once(service, f"203.0.113.{number}", victim) for number in range(ACCOUNT.free + 10)]
    assert outcomes == ["WRONG_CREDENTIALS"] * ACCOUNT.free + ["TOO_MANY"] * 10
    for _ in range(8):
        await let_pass(service, 61)
        assert await guess(service, "203.0.113.250", victim) == "WRONG_CREDENTIALS"
        assert await guess_at_once(service, "203.0.113.251", victim) == "TOO_MANY"
    assert await guess(service, "192.0.2.200", victim, PASSWORD) == "in"


async def test_a_remembered_device_is_let_in_whatever_others_do_behind_its_address(
    service: Service, victim: str, address: str
) -> None:
    first = (await send(service, address, WITH_DEVICE, name=victim, password=PASSWORD))["data"]["signIn"]
    for _ in range(HERE.free):
        await guess(service, address, victim)
    assert await guess(service, address, victim, PASSWORD) == "TOO_MANY"
    given = {"name": victim, "password": PASSWORD}
    for forged in ("x" * 43, first["accessToken"]):
        assert "errors" in await send(service, address, WITH_DEVICE, **given, device=forged)
    signed_in = await send(service, address, WITH_DEVICE, **given, device=first["deviceToken"])
    assert signed_in["data"]["signIn"]["deviceToken"] == first["deviceToken"]
    for _ in range(HERE.free):
        await send(service, address, WITH_DEVICE, name=victim, password="wrong", device=first["deviceToken"])  # noqa: S106
    assert "errors" in await send(service, address, WITH_DEVICE, **given, device=first["deviceToken"])


async def test_spraying_many_names_from_one_address_is_slowed_down(service: Service, victim: str) -> None:
    assert await guess(service, "192.0.2.99", "sprayed") == "WRONG_CREDENTIALS"
    await service.owner.execute(SPRAYED, PLACE.free - 2)
    outcomes = [await guess_at_once(service, "192.0.2.99", f"sprayed {number}") for number in range(4)]
    assert outcomes == ["WRONG_CREDENTIALS"] + ["TOO_MANY"] * 3
    assert await guess(service, "192.0.2.98", victim, PASSWORD) == "in"


async def test_a_flood_of_sign_ins_meets_a_short_queue(
    service: Service, victim: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, others_answered = passwords.hashing.run, asyncio.Event()

    async def hash_when_others_are_answered(work: Callable[..., str], *given: str) -> str:
        await others_answered.wait()
        return await run(work, *given)

    monkeypatch.setattr(passwords.hashing, "most", 1)
    monkeypatch.setattr(passwords.hashing, "run", hash_when_others_are_answered)
    names = [victim, *(f"flood {number}" for number in range(6))]
    guesses = [asyncio.create_task(guess(service, address, name, PASSWORD)) for name in names]
    for first in islice(asyncio.as_completed(guesses, timeout=60), len(names) - 1):
        assert await first == "TOO_MANY"
    others_answered.set()
    assert (await asyncio.gather(*guesses)).count("TOO_MANY") == len(names) - 1
    assert await guess(service, address, victim, PASSWORD) == "in"
    assert await service.owner.fetchval("select count(*) from sign_in_attempts where outcome = 'SUCCEEDED'") > 0


async def test_old_attempts_are_forgotten_some_at_each_new_one(service: Service, victim: str, address: str) -> None:
    old = "select count(*) from sign_in_attempts where at < now() - interval '1 day'"
    await guess(service, address, victim)
    await let_pass(service, 90_000)
    before = await service.owner.fetchval(old)
    await guess(service, address, victim)
    assert await service.owner.fetchval(old) == max(before - 20, 0) < before


async def test_a_changed_password_ends_all_other_sessions_and_is_told(
    service: Service, victim: str, address: str
) -> None:
    mine, others = [
        (await send(service, address, SIGN_IN, name=victim, password=PASSWORD))["data"]["signIn"]["accessToken"]
        for _ in range(2)
    ]
    changed = await send(service, address, CHANGE, mine, current=PASSWORD, new=NEW)
    assert changed["data"]["changePassword"] == {"changed": True, "userErrors": []}
    assert "data" in await send(service, address, "{ viewer { name } }", mine)
    assert "errors" in await send(service, address, "{ viewer { name } }", others)
    assert await guess(service, address, victim, PASSWORD) == "WRONG_CREDENTIALS"
    told = await send(service, address, WITH_DEVICE, name=victim, password=NEW)
    assert told["data"]["signIn"]["alerts"] == [{"kind": "PASSWORD_CHANGED"}]


@pytest.mark.parametrize(
    ("current", "new", "code", "field"),
    [
        ("wrong", NEW, "WRONG_CREDENTIALS", "current"),
        (PASSWORD, PASSWORD, "UNCHANGED", "new"),
        (PASSWORD, "too short", "TOO_SHORT", "new"),
        (PASSWORD, "x" * 201, "TOO_LONG", "new"),
        (PASSWORD, "1qaz2wsx3edc", "EASILY_GUESSED", "new"),
        (PASSWORD, "WOAINI1314", "EASILY_GUESSED", "new"),
        (PASSWORD, "1212121212121", "EASILY_GUESSED", "new"),
        (PASSWORD, "I am VICTIM", "EASILY_GUESSED", "new"),
    ],
)
async def test_a_password_is_not_changed(service: Service, current: str, new: str, code: str, field: str) -> None:
    name = "victim" if "VICTIM" in new else f"changing {next(_numbers)}"
    await add_person(service.owner, name)
    address = f"192.0.2.{next(_numbers)}"
    signed_in = await send(service, address, SIGN_IN, name=name, password=PASSWORD)
    token = signed_in["data"]["signIn"]["accessToken"]
    answer = await send(service, address, CHANGE, token, current=current, new=new)
    errors = [{"code": code, "field": ["input", field]}]
    assert answer["data"]["changePassword"] == {"changed": False, "userErrors": errors}


async def test_changing_a_password_is_no_way_around_the_wait(service: Service, victim: str, address: str) -> None:
    signed_in = await send(service, address, SIGN_IN, name=victim, password=PASSWORD)
    token = signed_in["data"]["signIn"]["accessToken"]
    for _ in range(HERE.free):
        await send(service, address, CHANGE, token, current="wrong", new=NEW)
    answer = await send(service, address, CHANGE, token, current=PASSWORD, new=NEW)
    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY"


async def test_a_hash_of_older_parameters_is_made_anew_at_signing_in(
    service: Service, victim: str, address: str
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    await service.owner.execute("update users set password_hash = $1 where name = $2", old, victim)
    assert await guess(service, address, victim, PASSWORD) == "in"
    kept = await service.owner.fetchval("select password_hash from users where name = $1", victim)
    assert not passwords.is_outdated(kept)
    assert is_hash_of(PASSWORD, kept)


async def test_no_plain_name_and_no_token_is_kept_of_a_guess(service: Service, address: str) -> None:
    await guess(service, address, "a password typed as a name")
    kept = await service.owner.fetchval("select string_agg(a::text, ' ') from sign_in_attempts a")
    assert "typed" not in kept
