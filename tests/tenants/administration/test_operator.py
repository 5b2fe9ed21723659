"""Users and grants, as the owner administers them."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from tenants.accounts.tokens import hash_token
from tenants.administration.operator import (
    AdministrationError,
    ListedUser,
    NewGrant,
    add_user,
    grant_role,
    list_users,
    revoke_all,
    revoke_grant,
    start_session,
)
from tests.callers import hashed_password, is_hash_of

ZHEJIANG, HANGZHOU, CHUNAN = 330000000000, 330100000000, 330127000000
HOUR = timedelta(hours=1)


@pytest.fixture
async def people(owner: asyncpg.Connection) -> asyncpg.Connection:
    await owner.executemany(
        "insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)",
        [
            (ZHEJIANG, "浙江省", "PROVINCE", None),
            (HANGZHOU, "杭州市", "CITY", ZHEJIANG),
            (CHUNAN, "淳安县", "COUNTY", HANGZHOU),
        ],
    )
    await add_user(owner, "worker", None)
    return owner


async def test_a_user_added_can_sign_in_with_the_password(people: asyncpg.Connection) -> None:
    await add_user(people, "other", "correct horse")
    kept = await people.fetchval("select password_hash from users where name = 'other'")
    assert is_hash_of("correct horse", kept)


async def test_a_hash_made_anew_takes_the_place_of_the_one_it_was_made_of_alone(people: asyncpg.Connection) -> None:
    """Or signing in with the old password would undo a change of it meanwhile."""
    kept = await people.fetchval("update users set password_hash = $1 returning password_hash", hashed_password())
    for old, wanted in (("of the password before", kept), (kept, "made anew")):
        attempt = await people.fetchval("select add_attempt('worker', 'home', false)")
        assert await people.fetchval("select prove_password($1, $2)", attempt, kept)
        await people.execute("select rehash_password($1, $2, 'made anew')", attempt, old)
        assert await people.fetchval("select password_hash from users") == wanted


async def test_a_user_without_a_password_has_none(people: asyncpg.Connection) -> None:
    await add_user(people, "script", None)
    assert await people.fetchval("select password_hash from users where name = 'script'") is None


@pytest.mark.parametrize(
    ("name", "password", "line"),
    [
        ("worker", "correct horse", "there is already a user worker"),
        ("", None, "1 to 100 printable characters"),
        (" worker", None, "1 to 100 printable characters"),
        ("work\ner", None, "1 to 100 printable characters"),
        ("x" * 101, None, "1 to 100 printable characters"),
        ("other", "short", "a password has at least 10 characters"),
        ("other", "", "a password has at least 10 characters"),
        ("other", "x" * 201, "a password has at most 200 characters"),
        ("other", "the other one", "is too common, or contains the user's name"),
    ],
)
async def test_an_unfit_user_is_refused(people: asyncpg.Connection, name: str, password: str | None, line: str) -> None:
    with pytest.raises(AdministrationError, match=line):
        await add_user(people, name, password)


async def test_grants_are_listed_with_their_tenant(people: asyncpg.Connection) -> None:
    await grant_role(people, "worker", NewGrant("CASEWORKER", CHUNAN))
    await grant_role(people, "worker", NewGrant("PARTNER", ZHEJIANG, until=datetime.now(UTC) + HOUR))
    assert await list_users(people) == [
        ListedUser("worker", closed=False, grants=("CASEWORKER 330127000000 淳安县", "PARTNER 330000000000 浙江省"))
    ]


@pytest.mark.parametrize(
    ("name", "grant", "line"),
    [
        ("nobody", NewGrant("ANALYST", ZHEJIANG), "there is no user nobody"),
        ("worker", NewGrant("QUEEN", ZHEJIANG), "there is no role QUEEN: the roles are ADMINISTRATOR, ANALYST, "),
        ("worker", NewGrant("ANALYST", 440000000000), "there is no tenant 440000000000"),
        (
            "worker",
            NewGrant("CASEWORKER", HANGZHOU),
            "at COUNTY or below; 330100000000 is a CITY",
        ),
        ("worker", NewGrant("CARING_MOTHER", CHUNAN), "belongs to the role CARING_MOTHER"),
        ("worker", NewGrant("ANALYST", CHUNAN, caring_mother_id=uuid4()), "belongs to the role CARING_MOTHER"),
        ("worker", NewGrant("CARING_MOTHER", CHUNAN, caring_mother_id=uuid4()), "is on the register"),
        ("worker", NewGrant("ANALYST", CHUNAN, organization_id=uuid4()), "belongs to the role PARTNER"),
        ("worker", NewGrant("PARTNER", CHUNAN, organization_id=uuid4()), "is on a register at 330127000000"),
        ("worker", NewGrant("ANALYST", CHUNAN, until=datetime(2020, 1, 1, tzinfo=UTC)), "its end has passed already"),
    ],
)
async def test_a_grant_that_cannot_stand_is_refused(
    people: asyncpg.Connection, name: str, grant: NewGrant, line: str
) -> None:
    with pytest.raises(AdministrationError, match=line):
        await grant_role(people, name, grant)


async def test_a_closed_tenant_gets_no_grants(people: asyncpg.Connection) -> None:
    await people.execute("update tenants set closed_on = today() where code = $1", CHUNAN)
    with pytest.raises(AdministrationError, match="the tenant 330127000000 is closed"):
        await grant_role(people, "worker", NewGrant("CASEWORKER", CHUNAN))


async def test_a_caring_mother_acts_where_her_registration_is_kept(people: asyncpg.Connection) -> None:
    mother = await _register_mother(people, CHUNAN)
    with pytest.raises(AdministrationError, match="her registration is kept at 330127000000, not at 330100000000"):
        await grant_role(people, "worker", NewGrant("CARING_MOTHER", HANGZHOU, caring_mother_id=mother))
    await grant_role(people, "worker", NewGrant("CARING_MOTHER", CHUNAN, caring_mother_id=mother))
    assert (await list_users(people))[0].grants == ("CARING_MOTHER 330127000000 淳安县",)


async def test_a_grant_is_given_once_and_again_after_it_was_revoked(people: asyncpg.Connection) -> None:
    grant = NewGrant("CASEWORKER", CHUNAN)
    await grant_role(people, "worker", grant)
    with pytest.raises(AdministrationError, match="worker is already CASEWORKER at 330127000000"):
        await grant_role(people, "worker", grant)
    await revoke_grant(people, "worker", "CASEWORKER", CHUNAN)
    with pytest.raises(AdministrationError, match="worker is not CASEWORKER at 330127000000"):
        await revoke_grant(people, "worker", "CASEWORKER", CHUNAN)
    await grant_role(people, "worker", grant)
    assert len((await list_users(people))[0].grants) == 1


async def test_revoking_all_ends_grants_and_sessions(people: asyncpg.Connection) -> None:
    await grant_role(people, "worker", NewGrant("ANALYST", CHUNAN))
    token = await start_session(people, "worker", HOUR, HOUR)
    live = "select user_name from live_session($1)"
    assert await people.fetchval(live, hash_token(token)) == "worker"
    await revoke_all(people, "worker")
    assert await people.fetchval(live, hash_token(token)) is None
    assert (await list_users(people))[0].grants == ()


async def test_nobody_finds_a_session_whose_grants_are_gone(people: asyncpg.Connection) -> None:
    """A socket proven in between would be told that she may not, instead of that she is signed out."""
    await add_user(people, "leaver", None)
    ran: list[asyncpg.connection.LoggedQuery] = []
    with people.query_logger(ran.append):
        await revoke_all(people, "leaver")
        await asyncio.sleep(0.05)
    assert sum("update" in query.query for query in ran) == 1


async def test_a_session_is_only_for_a_known_user(people: asyncpg.Connection) -> None:
    with pytest.raises(AdministrationError, match="there is no user nobody"):
        await start_session(people, "nobody", HOUR, HOUR)


async def _register_mother(owner: asyncpg.Connection, code: int) -> UUID:
    mother = uuid4()
    await owner.execute(
        """insert into caring_mothers (id, tenant_code, name, recruited_through, sector, service_code, registered_on)
           values ($1, $2, '张三', 'INDIVIDUAL', 'OTHER', $2, '2024-01-01')""",
        mother,
        code,
    )
    return mother
