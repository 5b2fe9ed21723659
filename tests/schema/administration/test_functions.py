"""The database's functions alone, each asked by everybody about everybody: what the API would never ask is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from uuid import UUID, uuid4

import asyncpg
import pytest

from tests.schema.administration.bureau import COUNTY, NEIGHBOUR, STAFF, TREE, VILLAGE, Bureau
from tests.schema.administration.people import (
    CLOSED_TOWN,
    DAY,
    MOTHERS,
    NOW,
    PEOPLE,
    Held,
    administers,
    manages,
    may_confirm,
    may_give,
    may_give_to,
    may_reopen,
    place,
)
from tests.schema.administration.test_granting import ROLES
from tests.schema.administration.test_users import is_below

# What they are asked to do, is there to be done.
ALWAYS = ("select create_user", "select give_grant")
# What came of a statement, which is taken back.
TRIED = """create function tried(statement text) returns text language plpgsql as $$
declare
    came text;
begin
    execute statement into came;
    raise exception using errcode = 'CA999', message = coalesce(nullif(came, ''), 'true');
exception
    when sqlstate 'CA999' then return sqlerrm;
    when integrity_constraint_violation then return 'true';
    when insufficient_privilege then return 'refused';
end $$"""


@dataclass(frozen=True, slots=True)
class Files:
    """Where everybody and everything is kept: the ids, and the versions."""

    users: Mapping[str, tuple[UUID, int]]
    grants: Mapping[tuple[str, Held], tuple[UUID, int]]
    mothers: Mapping[str, UUID]


@pytest.fixture(scope="module")
async def files(bureau: Bureau) -> Files:
    owner = bureau.owner
    await owner.execute(TRIED)
    await owner.execute("grant execute on function tried to public")
    await owner.execute(
        "insert into tenants (code, name, level, parent_code, opened_on, closed_on) "
        f"values ({CLOSED_TOWN}, '撤并乡', 'TOWNSHIP', {COUNTY}, '2020-01-01', '2024-01-01')"
    )
    for name in PEOPLE.keys() - STAFF:
        await owner.execute("insert into users (name) values ($1)", name)
    ids = {row["name"]: row["id"] for row in await owner.fetch("select name, id from users")}
    for name, person in PEOPLE.items():
        for grant in person.grants:
            if grant != Held(*STAFF.get(name, ("", 0))):
                await keep(owner, ids, name, grant)
        await owner.execute(
            """update users set created_by = $2, password_hash = case when $3 then 'some' end,
               closed_at = case when $4 then now() end, closed_under = $5 where id = $1""",
            *(ids[name], ids.get(person.made_by or ""), person.joined, person.closed, person.closed_under),
        )
    mothers = {}
    for name, (tenant, closed_on) in MOTHERS.items():
        mothers[name] = await owner.fetchval(
            f"""insert into caring_mothers (id, tenant_code, name, recruited_through, sector, service_code,
                registered_on, closed_on, closed_reason)
                values (gen_random_uuid(), {tenant}, '张三', 'INDIVIDUAL', 'OTHER', {tenant},
                '2024-01-01', $1::text::date, case when $1 is not null then 'WITHDREW' end) returning id""",
            closed_on,
        )
    rows = await owner.fetch("select u.name, g.* from grants g join users u on u.id = g.user_id")
    grants = {(row["name"], row["role"], row["tenant_code"]): (row["id"], row["version"]) for row in rows}
    return Files(
        {row["name"]: (row["id"], row["version"]) for row in await owner.fetch("select * from users")},
        {(name, one): grants[name, one.role, one.tenant] for name, person in PEOPLE.items() for one in person.grants},
        mothers,
    )


async def keep(owner: asyncpg.Connection, ids: Mapping[str, UUID], name: str, grant: Held) -> None:
    await owner.execute(
        """insert into grants (user_id, role, tenant_code, from_at, until_at, revoked_at, given_by, confirmed_by,
                               code_hash, accepted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        *(ids[name], grant.role, grant.tenant),
        NOW + DAY if grant.state == "PLANNED" else NOW - 2 * DAY if grant.until else datetime.now(UTC),
        grant.until,
        NOW if grant.state == "ENDED" and not grant.until else None,
        ids.get(grant.given_by or ""),
        ids["city director"] if grant.given_by and (grant.is_accepted or grant.state == "AWAITS_ACCEPTANCE") else None,
        name.encode() if grant.state == "AWAITS_ACCEPTANCE" else None,
        NOW if grant.is_accepted else None,
    )


def came(*, allowed: bool, done: bool) -> str:
    return str(done).lower() if allowed else "refused"


def about_users(actor: str, files: Files) -> Iterator[tuple[str, str]]:
    """Statements, each with what has to come of it."""
    for name, (key, version) in files.users.items():
        person = PEOPLE[name]
        for late in (0, 1):
            told = f"'{key}', {version + late}"
            closing = came(allowed=manages(actor, name), done=not late and not person.closed)
            yield f"select close_user({told})", closing
            yield f"select reopen_user({told})", came(allowed=may_reopen(actor, name), done=not late and person.closed)
            invited = person.awaits_holder and manages(actor, name)
            yield f"select invite_user({told}, 'x', now())", came(allowed=invited, done=not late)
        yield given(key, "PARTNER", VILLAGE), came(allowed=may_give_to(actor, name, "PARTNER", VILLAGE), done=True)
    made = place(actor, "ADMINISTRATOR") > 0
    yield f"select create_user('{uuid4()}', 'anybody', 'y', now())", came(allowed=made, done=True)


def about_grants(actor: str, files: Files) -> Iterator[tuple[str, str]]:
    for (name, grant), (key, version) in files.grants.items():
        for late in (0, 1):
            told = f"'{key}', {version + late}"
            hers = actor != name and may_give(actor, grant.role, grant.tenant)
            is_revoked = grant.state == "ENDED" and not grant.until
            yield f"select withdraw_grant({told})", came(allowed=hers, done=not late and not is_revoked)
            confirmed = came(allowed=may_confirm(actor, name, grant), done=not late)
            yield f"select confirm_grant({told}, 'z', now())", confirmed
    for name, (role, tenant) in product(("planned", "made"), product(ROLES, (*TREE, CLOSED_TOWN))):
        allowed = may_give_to(actor, name, role, tenant)
        yield given(files.users[name][0], role, tenant), came(allowed=allowed, done=True)
    for (name, mother), tenant in product(files.mothers.items(), (VILLAGE, NEIGHBOUR)):
        to, kept = "planned", MOTHERS[name] == (tenant, None)
        allowed = kept and may_give_to(actor, to, "CARING_MOTHER", tenant)
        yield given(files.users[to][0], "CARING_MOTHER", tenant, f"'{mother}'"), came(allowed=allowed, done=True)
        registered = kept and may_give(actor, "CARING_MOTHER", tenant)
        yield f"select registered_at('{mother}', {tenant})", came(allowed=True, done=registered)


def given(to: UUID, role: str, tenant: int, mother: str = "null") -> str:
    return f"select give_grant('{uuid4()}', '{to}', '{role}', {tenant}, now(), null, {mother})"


@pytest.mark.parametrize("actor", STAFF)
async def test_each_does_what_the_rules_say_and_nothing_else(bureau: Bureau, files: Files, actor: str) -> None:
    asked = [*about_users(actor, files), *about_grants(actor, files)]
    caller = await bureau.caller(actor)
    async with bureau.database.writing(caller.actor) as writing:
        rows = await writing.connection.fetch(
            "select tried(s) as came from unnest($1::text[]) s", [s for s, _ in asked]
        )
    wrong = [f"{s}: {row['came']}" for row, (s, wanted) in zip(rows, asked, strict=True) if row["came"] != wanted]
    assert wrong == []


def test_each_function_comes_to_something_and_refuses_something() -> None:
    """Otherwise the comparison would prove nothing."""
    files = Files(
        {name: (uuid4(), 1) for name in PEOPLE},
        {(name, one): (uuid4(), 1) for name, person in PEOPLE.items() for one in person.grants},
        {name: uuid4() for name in MOTHERS},
    )
    outcomes: dict[str, set[str]] = {}
    for actor in STAFF:
        for statement, wanted in (*about_users(actor, files), *about_grants(actor, files)):
            outcomes.setdefault(statement.split("(")[0], set()).add(wanted)
    told = {"select registered_at": {"true", "false"}, **{key: {"refused", "true"} for key in ALWAYS}}
    assert outcomes == {of: told.get(of, {"refused", "true", "false"}) for of in outcomes}


@pytest.mark.parametrize("actor", STAFF)
async def test_each_list_holds_whom_the_rules_say_and_nobody_else(bureau: Bureau, files: Files, actor: str) -> None:
    caller = await bureau.caller(actor)
    at = place(actor, "ADMINISTRATOR")
    async with bureau.database.reading(caller.actor) as reading:
        for under in (None, *TREE):
            users = await reading.connection.fetch("select name from administered_users($1)", under)
            wanted = {name for name in PEOPLE if administers(actor, name, under)}
            assert {row["name"] for row in users} == wanted, under
        of = ("select id, state from administered_grants($1)", "select id, confirmed from awaited_grants()")
        grants = await reading.connection.fetch(of[0], None)
        awaited = await reading.connection.fetch(of[1])
    assert {tuple(row) for row in grants} == {
        (key, grant.state) for (_, grant), (key, _) in files.grants.items() if at > 0 and is_below(grant.tenant, at)
    }
    assert {tuple(row) for row in awaited} == {
        (key, grant.state == "AWAITS_ACCEPTANCE")
        for (name, grant), (key, _) in files.grants.items()
        if may_confirm(actor, name, grant)
    }


@pytest.mark.parametrize("actor", STAFF)
async def test_what_befell_whom_is_told_to_the_auditor_of_the_place_alone(
    bureau: Bureau, files: Files, actor: str
) -> None:
    """Of accounts, those that hold a grant there or held one; of administration, all that was done there."""
    for key, _ in files.users.values():
        await bureau.owner.execute("select note_account_event($1, 'WRONG_PASSWORD', null, null)", key)
    caller, at = await bureau.caller(actor), place(actor, "AUDITOR")
    async with bureau.database.reading(caller.actor) as reading:
        accounts = await reading.connection.fetch("select user_name from account_log() where kind = 'WRONG_PASSWORD'")
        given = await reading.connection.fetch(
            "select user_name, role, tenant_code from administration_log() where action = 'GRANT_GIVEN'"
        )
        made = await reading.connection.fetch("select user_name from administration_log() where tenant_code is null")
    within = {(name, grant) for name, grant in files.grants if at > 0 and is_below(grant.tenant, at)}
    assert {row["user_name"] for row in accounts} == {name for name, grant in within if grant.is_accepted}
    assert {tuple(row) for row in given} >= {(name, grant.role, grant.tenant) for name, grant in within}
    assert {row["tenant_code"] for row in given} == {grant.tenant for _, grant in within}
    assert {row["user_name"] for row in made} == {name for name, _ in within}


async def test_who_holds_two_grants_does_under_each_what_it_allows(bureau: Bureau, files: Files) -> None:
    """An analyst confirms nothing, although she is a director, too."""
    both = await bureau.caller("both")
    assert both.session
    key, version = files.grants["of the director", PEOPLE["of the director"].grants[0]]
    for grant in both.session.grants:
        async with bureau.database.writing(replace(both, grant_id=grant.id).actor) as writing:
            confirming = f"select confirm_grant('{key}', {version}, 'z', now())"
            came = await writing.connection.fetchval("select tried($1)", confirming)
            awaited = await writing.connection.fetchval("select count(*) from awaited_grants()")
        assert (came, awaited > 0) == (("true", True) if grant.role_name == "DIRECTOR" else ("refused", False))


@pytest.mark.parametrize(
    ("given_by", "confirmed_by"),
    [("worker", "director"), ("administrator", "worker"), ("administrator", "administrator"), ("administrator", None)],
)
async def test_no_table_keeps_a_grant_that_less_than_three_agreed_on(
    bureau: Bureau, given_by: str, confirmed_by: str | None
) -> None:
    ids = (bureau.ids["worker"], bureau.ids[given_by], bureau.ids[confirmed_by] if confirmed_by else None)
    statement = (
        "insert into grants (user_id, role, tenant_code, given_by, confirmed_by) values ($1, 'PARTNER', $2, $3, $4)"
    )
    with pytest.raises(
        asyncpg.CheckViolationError, match=r"grants_(given_by_another|confirmed_by_another|accepted_at)"
    ):
        await bureau.owner.execute(statement, ids[0], VILLAGE, *ids[1:])
