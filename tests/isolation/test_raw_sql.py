"""The application's role with SQL of its own: without a grant it has nothing, and under one no more than that."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import product

import asyncpg
import pytest

from tests.conftest import ScratchDatabase
from tests.isolation.classes import ITS_OWN, standing
from tests.isolation.roles import ROLES, may_write, sees
from tests.isolation.stage import Stage
from tests.isolation.test_access_log import FORGED
from tests.world import OTHER, OWN, SIBLING, TABLES, Kept

READABLE = (*TABLES.values(), "tenants", "statistics_deltas", "statistics_rollups", "change_values", "access_log")
CLOSED = ("users", "grants", "sessions", "administration_events")
ADDED = {"manage", "add", "enter"}
CHANGED = {"manage", "approve", "enter"}
# The columns that a copy of a row may not share with it.
UNIQUE = ("id", "reverses_id")
GENERATED = ("state", "paired", "paired_on", "stays", "fund", "balance", "name_key", "amount_key", "budget_key")
STANDING = standing(product(ROLES, TABLES))
EVERYWHERE = {"low": 0, "high": 10**13}


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


async def attempt(connection: asyncpg.Connection, statement: str, *arguments: object) -> str:
    """The status of a statement, or the kind of its error; nothing else of the transaction is lost."""
    try:
        async with connection.transaction():
            status: str = await connection.execute(statement, *arguments)
    except asyncpg.PostgresError as error:
        return type(error).__name__
    return status


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
async def test_a_row_is_added_only_within_reach(
    application: asyncpg.Connection, stage: Stage, role: str, kind: str
) -> None:
    allowed = [scope for verb in ADDED if (scope := may_write(role, kind, verb))]
    async with acting_as(application, stage, role):
        for record in stage.world.of(kind):
            if not any(record.marks & scope for scope in allowed):
                assert await copy_row(application, record) == "InsufficientPrivilegeError", f"{role} added {record}"


@pytest.mark.parametrize(("role", "kind"), STANDING)
async def test_a_row_is_changed_only_within_reach(
    application: asyncpg.Connection, stage: Stage, role: str, kind: str
) -> None:
    allowed = [scope for verb in CHANGED if (scope := may_write(role, kind, verb))]
    async with acting_as(application, stage, role):
        for record in stage.world.of(kind):
            statement = f"update {TABLES[kind]} set version = version + 1 where id = $1"
            status = await attempt(application, statement, record.id)
            if kind in ("donation", "change"):
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


@pytest.mark.parametrize("role", [role for role in ROLES if role != "CARING_MOTHER"])
async def test_settings_made_by_hand_reach_no_further_than_their_range(
    application: asyncpg.Connection, stage: Stage, role: str
) -> None:
    async with actor(application, {"role": role, "low": OWN, "high": OWN + 1_000_000}):
        for kind, table in TABLES.items():
            rows = await application.fetch(f"select id from {table}")
            seen = {record.id for record in stage.world.of(kind) if sees(role, record)}
            assert {row["id"] for row in rows} == seen


@pytest.mark.parametrize(
    "settings",
    [
        {"role": "CASEWORKER"},
        {"role": "CASEWORKER", "low": "", "high": ""},
        {"role": "CASEWORKER", "high": OWN},
        {"role": "", **EVERYWHERE},
        {"role": "OWNER", **EVERYWHERE},
        {"role": "caseworker", **EVERYWHERE},
        {"role": "CARING_MOTHER", "low": 9 * 10**11 + 1, "high": 10**13},
        EVERYWHERE,
        {"caring_mother_id": "00000000-0000-0000-0000-000000000000"},
    ],
    ids=str,
)
async def test_settings_that_mean_nothing_open_no_record(
    application: asyncpg.Connection, settings: Mapping[str, object]
) -> None:
    roleless = () if settings.get("role") else ("tenants", "statistics_rollups")
    async with actor(application, settings):
        for table in (*TABLES.values(), *roleless):
            assert await count(application, table) == 0


@pytest.mark.parametrize("role", [role for role in ROLES if role != "CARING_MOTHER"])
@pytest.mark.parametrize("high", ["", OWN, OWN + 1])
async def test_a_broken_range_opens_nothing_beyond_the_grant(
    application: asyncpg.Connection, stage: Stage, role: str, high: object
) -> None:
    async with actor(application, {"role": role, "low": OWN, "high": high}):
        for kind, table in TABLES.items():
            rows = await application.fetch(f"select id from {table}")
            assert {row["id"] for row in rows} <= {one.id for one in stage.world.of(kind) if sees(role, one)}


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
    async with acting_as(application, stage, "CASEWORKER"):
        for role, wanted in (("CASEWORKER", "SELECT 1"), ("DIRECTOR", "NoDataFoundError")):
            grant = str(stage.callers[role].actor.grant.id)
            await application.execute("select set_config('circle.grant_id', $1, true)", grant)
            assert await attempt(application, FORGED) == wanted
