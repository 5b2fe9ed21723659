"""What is done with a session reaches one's own account alone, also where it names what is somebody else's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from tests.conftest import ScratchDatabase

SEALED = "tests:" + "A" * 40
# The rows of an account, and what is done to it.
ROWS = {
    "users": "select * from users where id = $1",
    "sessions": "select * from sessions where user_id = $1",
    "second_factors": "select * from second_factors where user_id = $1",
    "recovery_codes": "select c.* from recovery_codes c join second_factors f on f.id = c.second_factor_id "
    "where f.user_id = $1",
    "sign_in_challenges": "select * from sign_in_challenges where user_id = $1",
    "known_places": "select * from known_places where user_id = $1",
    "sign_in_attempts": "select * from sign_in_attempts where user_id = $1",
    "sign_in_proofs": "select * from sign_in_proofs where user_id = $1",
    "identities": "select * from identities where user_id = $1",
    "grants": "select * from grants where user_id = $1",
    "account_events": "select * from account_events where user_id = $1",
}
MADE = """
    insert into users (id, name, password_hash, enrolment_hash, enrolment_until)
        values ('{user}', '{name}', 'hash', '{name}', now() + interval '1 day');
    insert into sessions (id, user_id, family_hash, access_hash, access_until, refresh_hash, refresh_until, ends_at,
                          second_factor)
        select case n when 1 then '{session}'::uuid else gen_random_uuid() end, '{user}', ('{name}f' || n)::bytea,
            ('{name}' || n)::bytea, now() + interval '1 hour', ('{name}r' || n)::bytea, now() + interval '1 day',
            now() + interval '1 day', false from generate_series(1, 2) n;
    insert into second_factors (id, user_id, secret, confirmed_at, last_step) values
        ('{factor}', '{user}', '{encrypted}', now(), 1);
    insert into second_factors (id, user_id, secret, started_in)
        values ('{begun}', '{user}', '{encrypted}', '{session}');
    insert into recovery_codes values ('{factor}', 'one'), ('{factor}', 'two');
    insert into sign_in_challenges values ('{name}', '{user}', now() + interval '1 hour', 3);
    insert into sign_in_attempts (account, place, known, ticket, user_id, tried, proven)
        values ('{name}', 'home', true, '{attempt}', '{user}', true, true);
    insert into sign_in_proofs values ('{proof}', '{user}', false, now() + interval '1 hour');
    insert into known_places (user_id, place) values ('{user}', 'home');
    insert into identities (id, user_id, issuer, subject) values ('{identity}', '{user}', 'issuer', '{name}');
    insert into grants (user_id, role, tenant_code, code_hash, code_until, accepted_at)
        values ('{user}', 'PARTNER', 330000000000, '{name}', now() + interval '1 day', null);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """Two sessions, a second factor and one that was begun, and all else that an account may have; by its ids."""

    name: str
    user: UUID
    session: UUID
    factor: UUID
    begun: UUID
    identity: UUID
    attempt: UUID
    proof: UUID

    async def keep(self, owner: asyncpg.Connection) -> None:
        ids = {
            name: getattr(self, name)
            for name in ("name", "user", "session", "factor", "begun", "identity", "attempt", "proof")
        }
        await owner.execute(MADE.format(**ids, encrypted=SEALED))

    async def rows(self, owner: asyncpg.Connection) -> dict[str, list[str]]:
        """Every row, as text."""
        texts = {name: f"select r::text from ({rows}) r order by 1" for name, rows in ROWS.items()}
        return {name: [row[0] for row in await owner.fetch(text, self.user)] for name, text in texts.items()}


def account(name: str) -> Account:
    return Account(name, *(uuid4() for _ in range(7)))


# By her second session, about what the account `of` has; and which rows of hers change where that is her own.
DONE = {
    "end_session('she2', null)": {"sessions"},
    "end_own_sessions('she2', null, null)": {"sessions"},
    "end_own_sessions('she2', '{of.session}', null)": {"sessions"},
    "change_password('she2', 'new', null)": {"users", "sessions", "known_places"},
    "start_second_factor('she2', gen_random_uuid(), '{encrypted}', 'shown')": {"second_factors"},
    "confirm_second_factor('she2', '{of.begun}', 2, array['three'::bytea], null)": {
        *("sessions", "second_factors", "recovery_codes", "sign_in_challenges", "known_places"),
    },
    "confirm_second_factor('she2', '{of.factor}', 2, array['three'::bytea], null)": set(),
    "renew_recovery_codes('she2', array['three'::bytea])": {"recovery_codes"},
    "end_second_factor('she2', null)": {"sessions", "second_factors", "recovery_codes", "sign_in_challenges"},
    "unlink_identity('she2', '{of.identity}', null)": {"sessions", "identities", "sign_in_challenges"},
    "link_identity('she2', 'another', '{of.name}', null)": {"identities"},
    "link_identity('she2', 'issuer', '{of.name}', null)": set[str](),
    "use_enrolment_code('she2', '{of.name}', null)": {"users", "sessions"},
    "accept_grant('she2', '{of.name}', 'new', null, null)": {
        *("users", "grants", "sessions", "second_factors", "recovery_codes", "sign_in_challenges", "known_places"),
        "identities",
    },
}
# What needs no session has a proof, a challenge or an attempt of hers.
TOLD = {
    "use_recovery_code('she2', 'one', null)": {"recovery_codes"},
    "use_recovery_code('she', 'one', null)": {"recovery_codes", "sign_in_challenges"},
    "use_step('she2', 2, 'shown')": {"second_factors"},
    "use_step('she', 2, 'shown')": {"second_factors", "sign_in_challenges"},
    "remember_places('{her.proof}', array['away'::bytea], null)": {"known_places"},
    "alerts_of('{her.proof}', array['home'::bytea])": set[str](),
    "remember_own_places('she2', array['away'::bytea])": {"known_places"},
    "begin_challenge('{her.proof}', 'new', interval '1 hour', 3)": {"sign_in_challenges", "sign_in_proofs"},
    "try_challenge('she')": {"sign_in_challenges"},
    "end_challenge('she')": set[str](),
    "rehash_password('{her.attempt}', 'hash', 'new')": {"users"},
    "proof_of_attempt('{her.attempt}')": {"sign_in_proofs", "sign_in_attempts"},
    "settle_attempt('{her.attempt}', 'SUCCEEDED', null)": {"sign_in_attempts"},
}
LISTED = {"own_sessions('she2')": 2, "own_factors('she2')": 1, "own_identities('she2')": 1, "own_events('she2', 9)": 1}


@pytest.fixture(scope="module")
async def accounts(module_database: ScratchDatabase) -> AsyncIterator[tuple[asyncpg.Connection, Account, Account]]:
    owner = await asyncpg.connect(module_database.owner_url)
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    she, other = account("she"), account("other")
    for one in (she, other):
        await one.keep(owner)
        await owner.execute("select note_account_event($1, 'SIGNED_IN', null, null)", one.user)
    yield owner, she, other
    await owner.close()


@pytest.mark.parametrize("named", ["hers", "somebody else's"])
@pytest.mark.parametrize("call", DONE | TOLD)
async def test_nothing_of_somebody_elses_account_is_touched(
    accounts: tuple[asyncpg.Connection, Account, Account], call: str, named: str
) -> None:
    owner, she, other = accounts
    text = call.format(of=she if named == "hers" else other, her=she, encrypted=SEALED)
    before, others = await she.rows(owner), await other.rows(owner)
    transaction = owner.transaction()
    await transaction.start()
    await owner.execute(f"select {text}")
    after = await she.rows(owner)
    assert await other.rows(owner) == others
    await transaction.rollback()
    changed = {name for name in ROWS if after[name] != before[name]} - {"account_events"}
    if named == "hers" or "{of." not in call:
        assert changed == (DONE | TOLD)[call]
    elif "another" not in call:
        # What is begun is begun anew; what is not hers is not there.
        assert changed <= {"sign_in_challenges"}


@pytest.mark.parametrize("call", LISTED)
async def test_what_is_listed_is_ones_own(accounts: tuple[asyncpg.Connection, Account, Account], call: str) -> None:
    owner, *_ = accounts
    assert await owner.fetchval(f"select count(*) from {call}") == LISTED[call]


async def test_a_closed_account_proves_nothing(accounts: tuple[asyncpg.Connection, Account, Account]) -> None:
    """Not by a challenge that was begun before, nor by a session."""
    owner, she, _ = accounts
    asked = ("live_session('she1')", "live_session('she2')")
    for closing in ("null", "now()"):
        transaction = owner.transaction()
        await transaction.start()
        await owner.execute(f"update users set closed_at = {closing} where id = $1", she.user)
        found = [await owner.fetch(f"select user_id from {call} as found (user_id)") for call in asked]
        challenged = await owner.fetchval("select try_challenge('she')")
        await transaction.rollback()
        assert challenged == ("she" if closing == "null" else None)
        assert found == [[(she.user,)] if closing == "null" else []] * len(asked)
