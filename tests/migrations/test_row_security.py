"""Every table stands under forced row-level security, and the application's role is one it holds."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from api import embedded
from tests.conftest import ScratchDatabase

TABLES = "from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f')"


@pytest.fixture
async def application(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.application_url)
    yield connection
    await connection.close()


async def test_every_table_forces_row_security_and_names_its_owner(owner: asyncpg.Connection) -> None:
    bare = await owner.fetch(f"select relname {TABLES} and not (relrowsecurity and relforcerowsecurity)")
    assert [row["relname"] for row in bare] == ["alembic_version"]
    unnamed = await owner.fetch(f"""select relname {TABLES} and relrowsecurity and not exists (
        select from pg_policy where polrelid = pg_class.oid and polname = 'owned' and polroles = array[relowner])""")
    assert [row["relname"] for row in unnamed] == []


async def test_the_application_owns_nothing_and_is_nobody_special(application: asyncpg.Connection) -> None:
    role = await application.fetchrow(
        """select oid, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
           from pg_roles where rolname = current_user"""
    )
    assert role is not None
    assert list(role.values())[1:] == [False] * 5
    assert await application.fetchval("select count(*) from pg_auth_members where member = $1", role["oid"]) == 0
    owned = (
        "select count(*) from pg_shdepend where refobjid = $1 and refclassid = 'pg_authid'::regclass and deptype = 'o'"
    )
    assert await application.fetchval(owned, role["oid"]) == 0


async def test_the_application_can_make_delete_and_empty_nothing(application: asyncpg.Connection) -> None:
    tables = [row["relname"] for row in await application.fetch(f"select relname {TABLES}")]
    assert len(tables) > 10
    for table in tables:
        for statement in (
            f"delete from {table}",
            f"truncate {table}",
            f"alter table {table} no force row level security",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await application.execute("create table public.mine ()")


async def test_the_application_reads_no_user_grant_or_session(application: asyncpg.Connection) -> None:
    for table in ("users", "grants", "sessions"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await application.execute(f"select from {table}")


async def test_who_acts_as_nobody_sees_no_row(owner: asyncpg.Connection, application: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute("insert into statistics_deltas values (330000000000, 'visits', '', '2024-05-01', 3)")
    for table in ("tenants", "statistics_deltas"):
        assert await application.fetchval(f"select count(*) from {table}") == 0


async def test_no_view_reads_as_its_owner(owner: asyncpg.Connection) -> None:
    views = await owner.fetch(
        """select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
           and not coalesce(reloptions, '{}') @> '{security_invoker=true}'"""
    )
    assert [row["relname"] for row in views] == []


async def test_every_function_that_runs_as_the_owner_fixes_its_search_path(owner: asyncpg.Connection) -> None:
    loose = await owner.fetch(
        """select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
           and not exists (select from unnest(proconfig) setting where setting like 'search_path=%')"""
    )
    assert [row["proname"] for row in loose] == []


async def test_nobody_but_the_application_may_call_the_functions(owner: asyncpg.Connection) -> None:
    public = await owner.fetch(
        """select proname from pg_proc where pronamespace = 'public'::regnamespace
           and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))"""
    )
    assert [row["proname"] for row in public] == []
    assert await owner.fetchval(
        "select has_function_privilege($1, 'roll_up_statistics(bigint)', 'execute')", embedded.APPLICATION
    )
