"""Sessions against a model of a few lines: whatever is issued, renewed, repeated, reused, ended or left to expire."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tenants.access.actor import Session
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import end_sessions, recognize, renew, sign_out
from tenants.accounts.tokens import Tokens, hash_token
from tenants.administration.operator import add_user
from tenants.database.transactions import Database
from tenants.errors import Unauthenticated
from tests.callers import begin_session
from tests.conftest import ScratchDatabase
from tests.keys import KEYS

T = TypeVar("T")

MINUTE = 60
RULES = SignInRules(session=2 * SignInRules().refresh)
ACCESS, REFRESH, WHOLE = (int(each.total_seconds()) for each in (RULES.access, RULES.refresh, RULES.session))
GRACE = MINUTE
OVERLAP = 40
ADDRESSES = st.sampled_from(["10.0.0.1", "10.0.0.1", "10.0.0.2", None])
# Never so that a limit is met to the second: the test's own statements take time, too.
PASSING = st.sampled_from([GRACE // 2, GRACE // 2, 2 * GRACE, ACCESS + 5, REFRESH - 50, REFRESH + 50])
SETTINGS = settings(max_examples=25, stateful_step_count=20, suppress_health_check=list(HealthCheck))
COLUMNS = (
    "access_until",
    "previous_access_until",
    "refresh_until",
    "ends_at",
    "renewed_at",
    "created_at",
    "last_used_at",
)
PASS = f"update sessions set {', '.join(f'{name} = {name} - $1 * interval $$1 second$$' for name in COLUMNS)}"

WITHIN = "select bool_and(greatest(access_until, refresh_until) <= ends_at) from sessions"


@dataclass
class Modelled:
    """A session as it should be; times are in seconds, `spent` holds every refresh token used up, the last one last."""

    tokens: Tokens
    started: int
    renewed: int
    spent: list[str] = field(default_factory=list)
    renewed_from: str | None = None
    ended: bool = False
    before: Tokens | None = None
    before_until: int = 0

    def lives(self, now: int) -> bool:
        return not self.ended and now < min(self.renewed + REFRESH, self.started + WHOLE)

    def accepts(self, now: int) -> bool:
        """Whether the access token holds."""
        return self.lives(now) and now < self.renewed + ACCESS

    def accepts_before(self, now: int) -> bool:
        """Whether the access token before it still holds."""
        return self.accepts(now) and now < self.before_until

    def repeats(self, token: str, now: int, address: str | None) -> bool:
        """Whether the token comes again because its answer was lost."""
        return token == self.spent[-1] and now < self.renewed + GRACE and address == self.renewed_from


class Sessions(RuleBasedStateMachine):
    """Two users' sessions in a real database, in which the owner makes time pass."""

    runner: asyncio.Runner
    database: Database
    owner: asyncpg.Connection
    users: tuple[UUID, UUID]

    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.kept: list[tuple[UUID, Modelled]] = []

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def drawn(self, data: st.DataObject) -> tuple[UUID, Modelled]:
        """One that lives, rather than another."""
        return data.draw(st.sampled_from([pair for pair in self.kept if pair[1].lives(self.now)] or self.kept))

    @initialize()
    def begin(self) -> None:
        self.do(self.owner.execute("delete from sessions"))
        self.start(None, 0)

    @rule(address=ADDRESSES, whose=st.sampled_from([0, 1]))
    def start(self, address: str | None, whose: int) -> None:
        tokens = self.do(begin_session(self.owner, self.users[whose], RULES, address))
        self.kept.append((self.users[whose], Modelled(tokens, self.now, self.now)))

    @rule(data=st.data(), address=ADDRESSES, times=st.integers(1, 3))
    def renew(self, data: st.DataObject, address: str | None, times: int) -> None:
        _, session = self.drawn(data)
        for _ in range(times):
            self.renew_once(session, address)

    @rule(data=st.data())
    def grow_old(self, data: st.DataObject) -> None:
        """Never idle for long, and yet at its end some time."""
        _, session = self.drawn(data)
        for _ in range(3):
            self.wait(REFRESH - 50)
            self.renew_once(session, None)

    def renew_once(self, session: Modelled, address: str | None) -> None:
        got = self.do(renew(self.database, session.tokens.refresh, RULES, address))
        assert (got is not None) == session.lives(self.now)
        if got:
            assert got not in [session.tokens for _, session in self.kept]
            session.spent.append(session.tokens.refresh)
            session.before, session.before_until = session.tokens, min(session.renewed + ACCESS, self.now + OVERLAP)
            session.tokens, session.renewed, session.renewed_from = got, self.now, address

    @rule(data=st.data(), address=ADDRESSES, after=st.sampled_from([0, GRACE // 2, 2 * GRACE]))
    def repeat(self, data: st.DataObject, address: str | None, after: int) -> None:
        _, session = self.drawn(data)
        for _ in range(2):
            self.renew_once(session, "10.0.0.1")
        self.wait(after)
        if session.spent:
            self.come_again(session, data.draw(st.sampled_from(session.spent[-2:])), address)

    @rule(data=st.data(), address=ADDRESSES)
    def forge(self, data: st.DataObject, address: str | None) -> None:
        """Whoever knows the family has held a token of it; whoever does not reaches no session."""
        _, session = self.drawn(data)
        assert self.do(renew(self.database, f"unknown.{session.tokens.refresh}", RULES, address)) is None
        if session.spent:
            self.come_again(session, f"{session.tokens.family}.forged", address)

    def come_again(self, session: Modelled, token: str, address: str | None) -> None:
        got = self.do(renew(self.database, token, RULES, address))
        if session.lives(self.now) and session.repeats(token, self.now, address):
            assert got == session.tokens
        else:
            assert got is None
            session.ended = session.ended or session.lives(self.now)

    @rule(seconds=PASSING)
    def wait(self, seconds: int) -> None:
        self.do(self.owner.execute(PASS, seconds))
        self.now += seconds

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        user, session = self.drawn(data)
        assert self.do(sign_out(self.database, shown(user, session), None)) == session.lives(self.now)
        session.ended = True

    @rule(data=st.data())
    def end_others(self, data: st.DataObject) -> None:
        user, session = self.drawn(data)
        others = [one for whose, one in self.kept if whose == user and one is not session and one.lives(self.now)]
        if session.accepts(self.now):
            assert self.do(end_sessions(self.database, shown(user, session), None, None)) == len(others)
            for other in others:
                other.ended = True
        else:
            with pytest.raises(Unauthenticated):
                self.do(end_sessions(self.database, shown(user, session), None, None))

    @invariant()
    def every_token_holds_as_long_as_it_should(self) -> None:
        for user, session in self.kept:
            found = self.do(recognize(self.database, hash_token(session.tokens.access)))
            assert (found.user_id if found else None) == (user if session.accepts(self.now) else None)

    @invariant()
    def the_token_before_is_the_session_for_a_moment(self) -> None:
        for _, session in self.kept:
            if session.before:
                found = self.do(recognize(self.database, hash_token(session.before.access)))
                current = hash_token(session.tokens.access) if session.accepts_before(self.now) else None
                assert (found and found.proof) == current

    @invariant()
    def an_open_connection_lasts_as_long_as_its_session(self) -> None:
        for user, session in self.kept:
            family = hash_token(session.tokens.family)
            key = self.do(self.owner.fetchval("select connection_key from sessions where family_hash = $1", family))
            found = self.do(recognize(self.database, key))
            assert (found.user_id if found else None) == (user if session.lives(self.now) else None)
            assert found is None or found.proof == key

    @invariant()
    def those_that_live_are_listed(self) -> None:
        for user, session in self.kept:
            if session.accepts(self.now):
                alive = sum(whose == user and one.lives(self.now) for whose, one in self.kept)
                own = self.owner.fetchval("select count(*) from own_sessions($1)", hash_token(session.tokens.access))
                assert self.do(own) == alive

    @invariant()
    def no_token_outlasts_its_session(self) -> None:
        assert self.do(self.owner.fetchval(WITHIN))


def shown(user: UUID, session: Modelled) -> Session:
    access_hash = hash_token(session.tokens.access)
    return Session(access_hash, access_hash, b"", user, "", (), second_factor=False)


def test_sessions_are_as_the_model_says(module_database: ScratchDatabase) -> None:
    with asyncio.Runner() as runner:

        async def open_database() -> None:
            Sessions.owner = await asyncpg.connect(module_database.owner_url)
            Sessions.database = await Database.connect(module_database.application_url, 1, keys=KEYS)
            await add_user(Sessions.owner, "one", None)
            await add_user(Sessions.owner, "other", None)
            one, other = await Sessions.owner.fetch("select id from users order by name")
            Sessions.users = (one["id"], other["id"])

        async def close_database() -> None:
            await Sessions.database.close()
            await Sessions.owner.close()

        Sessions.runner = runner
        runner.run(open_database())
        try:
            run_state_machine_as_test(Sessions, settings=SETTINGS)
        finally:
            runner.run(close_database())


@pytest.mark.parametrize(
    ("token", "after", "again"),
    [
        ("last", (0, "10.0.0.1"), True),
        ("last", (GRACE - 10, "10.0.0.1"), True),
        ("last", (GRACE + 1, "10.0.0.1"), False),
        ("last", (0, "10.0.0.2"), False),
        ("last", (0, None), False),
        ("before", (0, "10.0.0.1"), False),
        ("forged", (0, "10.0.0.1"), False),
    ],
)
async def test_a_lost_answer_is_given_again_and_anything_else_ends_the_session(
    database: ScratchDatabase, owner: asyncpg.Connection, token: str, after: tuple[int, str | None], *, again: bool
) -> None:
    """However soon, and from where, a spent token comes again."""
    seconds, address = after
    await add_user(owner, "one", None)
    user = await owner.fetchval("select id from users")
    before = await begin_session(owner, user, RULES)
    pool = await Database.connect(database.application_url, 1, keys=KEYS)
    last = await renew(pool, before.refresh, RULES, "10.0.0.1")
    assert last
    held = await renew(pool, last.refresh, RULES, "10.0.0.1")
    await owner.execute(PASS, seconds)
    spent = {"last": last.refresh, "before": before.refresh, "forged": f"{last.family}.forged"}[token]
    for _ in range(2):
        assert await renew(pool, spent, RULES, address) == (held if again else None)
    assert held
    assert (await recognize(pool, hash_token(held.access)) is not None) == again
    assert (await renew(pool, held.refresh, RULES, address) is not None) == again
    await pool.close()


async def test_no_token_outlasts_a_session_shorter_than_it(owner: asyncpg.Connection) -> None:
    await add_user(owner, "one", None)
    brief = SignInRules(session=timedelta(minutes=1))
    user = await owner.fetchval("select id from users")
    await begin_session(owner, user, brief)
    assert await owner.fetchval(WITHIN)


def test_a_session_shows_nothing_that_it_is_proven_by() -> None:
    hidden = b"hash of a token"
    assert hidden.decode() not in repr(Session(hidden, hidden, hidden, UUID(int=0), "one", (), second_factor=True))
