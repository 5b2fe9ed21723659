"""The application's role with SQL of its own: without a grant it has nothing, and under one no more than that."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import product
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from tenants.accounts.passwords import hash_as, hash_password
from tenants.administration.operator import vouch
from tests import planted
from tests.conftest import ScratchDatabase
from tests.hostile.inside import UNPROVEN, attempt
from tests.isolation.classes import ITS_OWN, standing
from tests.isolation.roles import ROLES, may_write
from tests.isolation.stage import Stage
from tests.isolation.test_access_log import FORGED
from tests.world import OTHER, SIBLING, TABLES, Kept

READABLE = (*TABLES.values(), "tenants", "statistics_deltas", "statistics_rollups", "change_values", "access_log")
CLOSED = ("users", "grants", "sessions", "administration_events")
ADDED = {"manage", "add", "enter"}
CHANGED = {"manage", "approve", "enter"}
# The columns that a copy of a row may not share with it.
UNIQUE = ("id", "reverses_id")
# Only ever added to.
APPENDED = (
    *("donation", "clearance_step", "incident_report", "incident_amendment", "incident_reporter", "change"),
    "file_enquiry",
)
GENERATED = ("state", "paired", "paired_on", "stays", "fund", "balance", "name_key", "amount_key", "budget_key")
STANDING = standing(product(ROLES, TABLES))
TOGETHER = ("child_id", "caring_mother_id")


@pytest.fixture(scope="module")
async def application(module_database: ScratchDatabase, stage: Stage) -> AsyncIterator[asyncpg.Connection]:  # noqa: ARG001  # the stage is set first
    connection = await asyncpg.connect(module_database.application_url)
    yield connection
    await connection.close()


@asynccontextmanager
async def actor(connection: asyncpg.Connection, settings: Mapping[str, object]) -> AsyncIterator[None]:
    """A transaction with settings made by hand, taken back at the end."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        for name, value in settings.items():
            await connection.execute("select set_config($1, $2, true)", f"circle.{name}", str(value))
        yield
    finally:
        await transaction.rollback()


@asynccontextmanager
async def acting_as(connection: asyncpg.Connection, stage: Stage, role: str) -> AsyncIterator[None]:
    """A transaction that began as the product begins it."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(stage.callers[role].actor.settings_statement)
        yield
    finally:
        await transaction.rollback()


async def count(connection: asyncpg.Connection, table: str) -> int:
    counted: int = await connection.fetchval(f"select count(*) from {table}")
    return counted


async def copy_row(connection: asyncpg.Connection, record: Kept) -> str:
    """Adds the row once more under a new id; tells what the database says."""
    kept = {name for name in record.row if name not in (*UNIQUE, *GENERATED, *ITS_OWN) and not name.endswith("_key")}
    row = {name: record.row[name] for name in kept}
    names, places = ", ".join(row), ", ".join(f"${n}" for n in range(1, len(row) + 1))
    statement = f"insert into {TABLES[record.kind]} (id, {names}) values (gen_random_uuid(), {places})"
    return await attempt(connection, statement, *row.values())


@pytest.mark.parametrize("table", READABLE)
async def test_without_settings_there_are_no_rows(application: asyncpg.Connection, table: str) -> None:
    assert await count(application, table) == 0


async def test_without_settings_nobody_has_a_name(application: asyncpg.Connection, stage: Stage) -> None:
    of_user, user = "select name_of_user($1)", stage.callers["ANALYST"].actor.session
    assert await application.fetchval(of_user, user.user_id) is None
    async with acting_as(application, stage, "ANALYST"):
        assert await application.fetchval(of_user, user.user_id) == user.user_name


async def test_settings_end_with_their_transaction(application: asyncpg.Connection, stage: Stage) -> None:
    async with acting_as(application, stage, "CASEWORKER"):
        assert await count(application, "children") > 0
    assert await count(application, "children") == 0


@pytest.mark.parametrize("table", CLOSED)
async def test_who_may_act_is_neither_read_nor_written(
    application: asyncpg.Connection, stage: Stage, table: str
) -> None:
    for role in ROLES:
        async with acting_as(application, stage, role):
            for statement in (
                f"select from {table}",
                f"insert into {table} default values",
                f"update {table} set id = id",
                f"delete from {table}",
            ):
                assert await attempt(application, statement) == "InsufficientPrivilegeError"


@pytest.mark.parametrize("role", ROLES)
async def test_what_nobody_does_is_refused(application: asyncpg.Connection, stage: Stage, role: str) -> None:
    figure = "values (330127000000, 'children', '', '2024-01-01', 1)"
    refused = [
        *(f"delete from {table}" for table in READABLE),
        *(f"truncate {table} cascade" for table in READABLE),
        *(f"insert into {table} {figure}" for table in ("statistics_deltas", "statistics_rollups")),
        *(f"update {table} set amount = 0" for table in ("statistics_deltas", "statistics_rollups", "donations")),
        *(f"insert into {table} default values" for table in ("changes", "change_values")),
        *(f"update {table} set kind = 'mine'" for table in ("changes", "change_values")),
        "update tenants set name = 'mine'",
        "insert into tenants (code, name, level) values (340000000000, 'mine', 'PROVINCE')",
        "alter table children disable row level security",
        "create policy mine on children using (true)",
        "set local role circle_owner",
        "set local session authorization circle_owner",
    ]
    async with acting_as(application, stage, role):
        for statement in refused:
            assert await attempt(application, statement) == "InsufficientPrivilegeError", statement


@pytest.mark.parametrize(("role", "kind"), STANDING)
async def test_a_row_is_added_only_within_scope(
    application: asyncpg.Connection, stage: Stage, role: str, kind: str
) -> None:
    allowed = [scope for verb in ADDED if (scope := may_write(role, kind, verb))]
    async with acting_as(application, stage, role):
        for record in stage.world.of(kind):
            if not any(record.marks & scope for scope in allowed):
                assert await copy_row(application, record) == "InsufficientPrivilegeError", f"{role} added {record}"


@pytest.mark.parametrize(("role", "kind"), STANDING)
async def test_a_row_is_changed_only_within_scope(
    application: asyncpg.Connection, stage: Stage, role: str, kind: str
) -> None:
    allowed = [scope for verb in CHANGED if (scope := may_write(role, kind, verb))]
    async with acting_as(application, stage, role):
        for record in stage.world.of(kind):
            statement = f"update {TABLES[kind]} set version = version + 1 where id = $1"
            status = await attempt(application, statement, record.id)
            if kind in APPENDED:
                assert status == "InsufficientPrivilegeError"
            else:
                within = any(record.marks & scope for scope in allowed)
                assert status == f"UPDATE {int(within)}", f"{role} changed {record}"


@pytest.mark.parametrize("tenant", [SIBLING, OTHER])
@pytest.mark.parametrize("kind", ["caring_mother", "child", "activity", "project"])
async def test_a_row_is_not_moved_to_another_tenant(
    application: asyncpg.Connection, stage: Stage, kind: str, tenant: int
) -> None:
    async with acting_as(application, stage, "CASEWORKER"):
        moved = await attempt(application, f"update {TABLES[kind]} set tenant_code = $1", tenant)
    assert moved == "InsufficientPrivilegeError"


# The owner's functions that take nothing but ids, and tell something.
OF_IDS = """select p.proname::text as name, p.pronargs as given from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.provolatile <> 'v'
      and 'uuid'::regtype = all (p.proargtypes::oid[]) and p.pronargs > 0
      and has_function_privilege(current_user, p.oid, 'execute') order by 1"""
TOLD_OF_ANYBODY = {
    "kind_of": "whether an id is taken",
    "is_erased": "that nothing is written of an erased child any more",
    "is_merged_into": "where a file went, to who knows both",
    "is_support_in_use": "a standing, of a support that the caller has found",
    "is_story_of_others": "a standing, of a story that the caller has found",
    "places_of": "for how many an offer is good",
}
PERSONS = ("child", "caring_mother", "pairing", "team", "screening", "story", "service_offer", "support")


@pytest.mark.parametrize("role", ["nobody", "ANALYST", "CASEWORKER", "CARING_MOTHER", "PARTNER"])
async def test_a_function_tells_of_who_is_out_of_sight_what_it_tells_of_nobody(
    application: asyncpg.Connection, stage: Stage, role: str
) -> None:
    unseen = {kind: next(one.id for one in stage.world.of(kind) if one.marks == {"other"}) for kind in PERSONS}
    pairing = next(one for one in stage.world.of("pairing") if one.id == unseen["pairing"])
    told = []
    async with application.transaction() if role == "nobody" else acting_as(application, stage, role):
        for name, given in await application.fetch(OF_IDS):
            call = f"select {name}({', '.join(f'${n + 1}' for n in range(given))})::text"
            pairs = [(one,) * given for one in unseen.values()]
            pairs += [(pairing.row["child_id"], pairing.row["caring_mother_id"])] if given == len(TOGETHER) else []
            known = {str(await application.fetchval(call, *one)) for one in pairs}
            if known != {str(await application.fetchval(call, *[uuid7()] * given))} and name not in TOLD_OF_ANYBODY:
                told.append((name, known))
    assert told == []


@pytest.mark.parametrize("role", ROLES)
async def test_settings_made_by_hand_open_nothing(application: asyncpg.Connection, stage: Stage, role: str) -> None:
    """By whatever name, in whatever form, with everything that the same user is proven to be elsewhere."""
    grant, user = stage.callers[role].actor.grant, stage.callers[role].actor.session.user_id
    parts = {"role": role, "low": 0, "high": 10**13, "user_id": user, "grant_id": grant.id}
    told = "|".join(map(str, (role, 0, 10**13, f"[0,{10**13})", user, grant.id, grant.caring_mother_id or "")))
    names = await application.fetch("select 'circle.' || proname as name from pg_proc where proname ~ '^act'")
    guessed = {row["name"].removeprefix("circle."): told for row in names}
    async with actor(application, {**parts, "actor": told, "a": told, **guessed}):
        for table in (*TABLES.values(), "tenants", "statistics_rollups", "access_log"):
            assert await count(application, table) == 0
        assert await application.fetchrow("select actor_role(), actor_low(), actor_user()") == (None, None, None)
        assert await attempt(application, FORGED) == "NoDataFoundError"


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_finds_out_how_the_database_remembers_who_acts(
    application: asyncpg.Connection, stage: Stage, role: str
) -> None:
    """Neither from settings and the texts of functions, nor by asking the owner's functions, while somebody acts."""
    asked = {
        "select name || coalesce(setting, '') from pg_settings": None,
        "show all": None,
        "select prosrc from pg_proc": None,
        "select actor_setting()": "InsufficientPrivilegeError",
        "select act_as('DIRECTOR', 0, 1, null, null, null)": "InsufficientPrivilegeError",
        "select key from actor_key": "InsufficientPrivilegeError",
    }
    secret = await stage.owner.fetchval("select encode(key, 'hex') from actor_key")
    async with acting_as(application, stage, role):
        assert await application.fetchval("select actor_role()") == role
        for statement, refused in asked.items():
            if refused:
                assert await attempt(application, statement) == refused
            else:
                assert secret not in str([tuple(row) for row in await application.fetch(statement)])


async def test_what_was_proven_ends_with_its_transaction(application: asyncpg.Connection, stage: Stage) -> None:
    async with acting_as(application, stage, "DIRECTOR"):
        assert await count(application, "children") > 0
    async with application.transaction():
        assert await application.fetchval("select actor_role()") is None
        assert await count(application, "children") == 0


@pytest.mark.parametrize("role", ROLES)
async def test_the_claim_to_act_is_proven(application: asyncpg.Connection, stage: Stage, role: str) -> None:
    """A wrong session or factor, somebody else's grant, another role or range is refused, and nothing is set."""
    mine = stage.callers[role].actor
    other = stage.callers["ANALYST" if role != "ANALYST" else "DIRECTOR"].actor
    true, factor = mine.proof, mine.session.second_factor
    named = (b"nobody", other.grant.id, other.grant.role_name, mine.grant.low - 1, mine.grant.high + 1)
    for position, wrong in enumerate((*named, not factor)):
        claim = [*true[:position], wrong, *true[position + 1 :]]
        async with application.transaction():
            assert await attempt(application, "select prove_actor($1, $2, $3, $4, $5, $6, $7)", *claim) != "SELECT 1"
            assert await application.fetchval("select actor_role()") is None


async def test_nobody_logs_under_a_grant_that_is_not_hers(application: asyncpg.Connection, stage: Stage) -> None:
    logged = "select grant_id from access_log_unchained order by at desc limit 1"
    async with acting_as(application, stage, "CASEWORKER"):
        for role in ("CASEWORKER", "DIRECTOR"):
            grant = str(stage.callers[role].actor.grant.id)
            await application.execute("select set_config('circle.grant_id', $1, true)", grant)
            assert await attempt(application, FORGED) == "SELECT 1"
            assert await attempt(application, logged) == "InsufficientPrivilegeError"
        await application.execute("set local circle.grant_id = ''")
        assert await application.fetchval("select actor_grant()") == stage.callers["CASEWORKER"].actor.grant.id


@pytest.mark.parametrize("statement", UNPROVEN)
async def test_sql_alone_begins_no_session(application: asyncpg.Connection, stage: Stage, statement: str) -> None:
    session = stage.callers["DIRECTOR"].actor.session
    assert await attempt(application, statement.format(user=session.user_id)) == UNPROVEN[statement]


async def test_an_attempt_proves_a_password_once_and_tells_nothing_of_its_hash(
    application: asyncpg.Connection, stage: Stage
) -> None:
    name = stage.callers["DIRECTOR"].actor.session.user_name
    kept = hash_password(planted.PASSWORD)
    await stage.owner.execute("update users set password_hash = $2 where name = $1", name, kept)
    weighed = await application.fetchrow("select * from weigh_attempt($1, 'home', null)", name)
    assert weighed
    assert kept.rpartition("$")[2] not in str(tuple(weighed))

    async def proof_of(*hashes: str) -> UUID | None:
        ticket = await application.fetchval("select add_attempt($1, 'home', false)", name)
        for one in hashes:
            await application.fetchval("select prove_password($1, $2)", ticket, one)
        proof: UUID | None = await application.fetchval("select proof_of_attempt($1)", ticket)
        return proof

    wrong = hash_as("another password", weighed["made_with"])
    assert await proof_of() is None
    assert await proof_of(wrong, kept) is None
    proven = await proof_of(kept)
    begin = "select start_session($1, $2, 'a', '1h', 'r', '1h', '1h', null)"
    assert await attempt(application, begin, proven, b"first") == "SELECT 1"
    assert await attempt(application, begin, proven, b"second") == "InsufficientPrivilegeError"


async def test_a_second_factor_is_shown_by_who_can_read_its_secret(
    application: asyncpg.Connection, stage: Stage
) -> None:
    """A password alone leads to a challenge, and a code that nobody checked does not pass it."""
    user = stage.callers["AUDITOR"].actor.session.user_id
    await stage.owner.execute(
        """insert into second_factors (id, user_id, secret, confirmed_at, last_step, verifier)
           values (gen_random_uuid(), $1, $2, now(), 1, sha256('read'))""",
        *(user, f"tests:{'A' * 40}"),
    )
    proof = await vouch(stage.owner, user, second_factor=False)
    begin = "select start_session($1, 'third', 'b', '1h', 's', '1h', '1h', null)"
    assert await attempt(application, begin, proof) == "InsufficientPrivilegeError"
    assert await application.fetchval("select begin_challenge($1, 'challenge', '1h', 9)", proof)
    assert await application.fetchval("select end_challenge('challenge')") is None
    assert not await application.fetchval("select use_step('challenge', 2, 'guessed')")
    assert await application.fetchval("select end_challenge('challenge')") is None
    assert await application.fetchval("select use_step('challenge', 2, 'read')")
    proven = await application.fetchval("select end_challenge('challenge')")
    assert await attempt(application, begin, proven) == "SELECT 1"
