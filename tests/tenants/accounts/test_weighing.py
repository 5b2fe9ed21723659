"""What is known before an attempt to sign in, against a count by hand of whatever attempts came before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.accounts.tokens import hash_token
from tenants.administration.operator import add_user, start_session, vouch
from tests.conftest import ScratchDatabase

NAMES = ("she", "another", "closed", "nobody")
PLACES = (b"home", b"device", b"away")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
AGES = (10 * SECOND, 50 * SECOND, HOUR - 100 * SECOND, HOUR + SECOND, DAY - 100 * SECOND, DAY + SECOND)
SEARCH = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that was made before, from a place that was the user's own then, or strange."""

    name: str
    place: bytes
    known: bool
    outcome: str
    age: timedelta

    @property
    def failed(self) -> bool:
        return self.outcome != "SUCCEEDED"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """Where a user has signed in from, so long ago."""

    name: str
    place: bytes
    age: timedelta


@dataclass(frozen=True, slots=True)
class Past:
    """All that came before, the oldest first."""

    attempts: Sequence[Attempt]
    places: Sequence[KnownPlace]

    def knows(self, name: str, place: bytes | None) -> bool:
        kept = [one for one in self.places if (one.name, one.place) == (name, place) and one.name != "closed"]
        return any(one.age < 90 * DAY for one in kept)

    def weighed(self, name: str, address: bytes, device: bytes | None) -> Mapping[str, object]:
        place = device if device and self.knows(name, device) else address
        of_name = [one for one in self.attempts if one.name == name and one.age < DAY]
        here = [one for one in of_name if one.place == place]
        last_success = max((n for n, one in enumerate(here) if not one.failed), default=-1)
        recent = [one for one in self.attempts if not one.known and one.failed and one.age < HOUR]
        counted = {
            "here": here[last_success + 1 :],
            "account": [one for one in recent if one.name == name],
            "strange": [one for one in recent if one.place == place],
            "codes": [one for one in of_name if not one.known and one.outcome == "WRONG_CODE"],
        }
        return {
            "place": place,
            "known": self.knows(name, place),
            **{kind: len(found) for kind, found in counted.items()},
            **{f"{kind}_last": min((one.age for one in found), default=None) for kind, found in counted.items()},
        }


ATTEMPTS = st.builds(
    Attempt,
    st.sampled_from(NAMES),
    st.sampled_from(PLACES),
    st.booleans(),
    st.sampled_from(("WRONG_PASSWORD", "WRONG_PASSWORD", "WRONG_CODE", "SUCCEEDED")),
    st.sampled_from(AGES),
)
KNOWN_PLACES = st.builds(
    KnownPlace, st.sampled_from(NAMES[:3]), st.sampled_from(PLACES), st.sampled_from((DAY, 89 * DAY, 91 * DAY))
)
PASTS = st.builds(
    Past,
    st.lists(ATTEMPTS, max_size=25).map(lambda found: sorted(found, key=lambda one: -one.age)),
    st.lists(KNOWN_PLACES, max_size=5, unique_by=lambda one: (one.name, one.place)),
)
WEIGHED = "select * from weigh_attempt($1, $2, $3)"


async def users(owner: asyncpg.Connection) -> dict[str, UUID]:
    """Three users, one of whom is closed."""
    if not await owner.fetchval("select exists (select from users)"):
        for name in NAMES[:3]:
            await add_user(owner, name, None)
        await owner.execute("update users set closed_at = now() where name = 'closed'")
    return {row["name"]: row["id"] for row in await owner.fetch("select id, name from users")}


async def keep(owner: asyncpg.Connection, past: Past, now: datetime) -> None:
    ids = await users(owner)
    await owner.execute("delete from sign_in_attempts; delete from known_places")
    await owner.executemany(
        "insert into sign_in_attempts (account, place, known, outcome, at) values ($1, $2, $3, $4, $5)",
        [
            (sha256(one.name.encode()).digest(), one.place, one.known, one.outcome, now - one.age)
            for one in past.attempts
        ],
    )
    await owner.executemany(
        "insert into known_places (user_id, place, last_at) values ($1, $2, $3)",
        [(ids[one.name], one.place, now - one.age) for one in past.places],
    )


@SEARCH
@given(past=PASTS)
async def test_an_attempt_is_weighed_as_a_count_by_hand_does(owner: asyncpg.Connection, past: Past) -> None:
    now = datetime.now(UTC)
    await keep(owner, past, now)
    for name in NAMES:
        for address in PLACES:
            for device in (None, *PLACES):
                row = await owner.fetchrow(WEIGHED, name, address, device)
                assert row
                found = {kind: now - at if isinstance(at, datetime) else at for kind, at in row.items()}
                wanted = past.weighed(name, address, device)
                assert {kind: found[kind] for kind in wanted} == wanted


async def test_attempts_on_one_name_are_weighed_one_after_the_other(
    owner: asyncpg.Connection, database: ScratchDatabase
) -> None:
    """In whichever processes; those on another name wait for nobody."""
    other = await asyncpg.connect(database.application_url)
    try:
        async with owner.transaction():
            await owner.fetchrow(WEIGHED, "she", b"home", None)
            await other.execute("set lock_timeout = '200ms'")
            assert await other.fetchrow(WEIGHED, "another", b"home", None)
            with pytest.raises(asyncpg.LockNotAvailableError):
                await other.fetchrow(WEIGHED, "she", b"away", None)
        assert await other.fetchrow(WEIGHED, "she", b"away", None)
    finally:
        await other.close()


async def test_a_place_that_is_remembered_or_forgotten_is_one_users(owner: asyncpg.Connection) -> None:
    """Somebody else's stay as they are; her own are kept for ninety days."""
    past = Past((), [KnownPlace("she", b"home", 91 * DAY), KnownPlace("another", b"away", 91 * DAY)])
    await keep(owner, past, datetime.now(UTC))
    ids = await users(owner)
    proof = await vouch(owner, ids["she"], second_factor=False)
    await owner.execute("select remember_places($1, $2, null)", proof, [b"device"])
    kept = {(row["user_id"], row["place"]) for row in await owner.fetch("select * from known_places")}
    assert kept == {(ids["she"], b"device"), (ids["another"], b"away")}


async def test_a_changed_password_makes_every_place_of_hers_strange(owner: asyncpg.Connection) -> None:
    """Whoever had the old one may have signed in from it; nobody else's places are touched."""
    past = Past((), [KnownPlace("she", b"home", DAY), KnownPlace("another", b"home", DAY)])
    await keep(owner, past, datetime.now(UTC))
    token = await start_session(owner, "she", HOUR, HOUR)
    assert await owner.fetchval("select change_password($1, 'another hash', null)", hash_token(token))
    assert await owner.fetch("select user_id from known_places") == [((await users(owner))["another"],)]
