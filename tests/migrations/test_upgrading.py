"""An upgrade from the baseline, and what of the SQL that is applied again is applied when."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from migrations import repeatable, run
from tests.api.command.conftest import Circle, circle
from tests.conftest import ScratchDatabase, scratch
from tests.migrations.catalog import catalog_of

__all__ = ["circle"]

# `pg_dump --no-owner --no-privileges --enable-row-security --inserts` of the first revision, with rows in every table.
BASELINE = Path(__file__).parent / "20261128_01_baseline.sql"
# What reads the records holds this until it has its answer.
READING = "select from children, visits, tenants, access_log, changes"


@pytest.fixture
async def former(server: embedded.Addresses) -> AsyncIterator[ScratchDatabase]:
    """A database as the first version had it, with people in it."""
    async with scratch(server, "template1") as made:
        connection = await asyncpg.connect(made.owner_url)
        await connection.execute(BASELINE.read_text())
        await connection.close()
        yield made


@pytest.fixture
async def kept(former: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    """Its owner."""
    connection = await asyncpg.connect(former.owner_url)
    yield connection
    await connection.close()


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The SQL that is applied again, as the next version may have it."""
    folder = shutil.copytree(repeatable.FOLDER, tmp_path / "repeatable")
    monkeypatch.setattr(repeatable, "FOLDER", folder)
    return folder


@pytest.fixture
async def reading(database: ScratchDatabase) -> AsyncIterator[None]:
    """Somebody reads meanwhile, and an exclusive lock would have to wait for her."""
    connection = await asyncpg.connect(database.owner_url)
    async with connection.transaction():
        await connection.execute(READING)
        yield
    await connection.close()


async def names_of_children(owner: asyncpg.Connection) -> list[str]:
    return [row["name"] for row in await owner.fetch("select name from children order by id")]


async def test_an_upgrade_makes_what_an_empty_database_gets(
    former: ScratchDatabase, kept: asyncpg.Connection, module_database: ScratchDatabase
) -> None:
    before = await names_of_children(kept)
    assert len(before) > 3
    assert await run.standing(former.owner_url) is run.Standing.OLDER
    await run.upgrade(former.owner_url, embedded.APPLICATION)
    assert await run.standing(former.application_url) is run.Standing.EQUAL
    assert catalog_of(former.owner_url) == catalog_of(module_database.owner_url)
    assert await names_of_children(kept) == before
    assert await kept.fetch("select * from statistics_differences()") == []


async def test_no_table_of_the_baseline_is_empty(kept: asyncpg.Connection) -> None:
    tables = await kept.fetch(
        "select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    )
    empty = {row["name"] for row in tables if not await kept.fetchval(f"select exists (select from {row['name']})")}
    # No view was listed, and no row is ever in the other.
    assert {name for name in empty if not re.search(r"access_log_\d", name)} == {"record_columns", "record_views"}


@pytest.mark.usefixtures("reading")
async def test_migrating_again_changes_nothing_and_waits_for_nobody(database: ScratchDatabase) -> None:
    before = catalog_of(database.owner_url)
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert catalog_of(database.owner_url) == before


async def test_applying_all_of_it_again_changes_nothing(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    before = catalog_of(database.owner_url)
    await owner.execute("delete from applied_sql")
    assert await run.standing(database.owner_url) is run.Standing.OTHER
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert catalog_of(database.owner_url) == before


@pytest.mark.usefixtures("reading")
async def test_a_changed_function_is_applied_and_waits_for_nobody(
    database: ScratchDatabase, owner: asyncpg.Connection, changed: Path
) -> None:
    file = changed / "31_rolling_up.sql"
    file.write_text(file.read_text().replace("return null;", "return -1;"))
    assert await run.standing(database.owner_url) is run.Standing.OTHER
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert await run.standing(database.owner_url) is run.Standing.EQUAL
    assert "return -1;" in await owner.fetchval("select pg_get_functiondef('roll_up_statistics'::regproc)")


async def test_a_changed_class_of_protection_changes_the_policies_of_its_tables_alone(
    database: ScratchDatabase, owner: asyncpg.Connection, changed: Path
) -> None:
    policies = "select polrelid::regclass::text, polname, oid from pg_policy"
    before = {tuple(row) for row in await owner.fetch(policies)}
    file = changed / "60_kinds.sql"
    said = file.read_text()
    assert said.count("then {within} else false end$$,\n     $$case when {role} = 'PROJECT_MANAGER' then {own}") == 1
    file.write_text(
        said.replace("$$case when {role} = 'PROJECT_MANAGER' then {own}", "$$case when false then {own}", 1)
    )
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    after = {tuple(row) for row in await owner.fetch(policies)}
    assert {(table, name) for table, name, _ in before ^ after} == {
        ("donations", name) for name in ("owned", "seen", "added")
    }


async def test_a_kind_that_came_to_count_is_counted(
    database: ScratchDatabase, owner: asyncpg.Connection, changed: Path
) -> None:
    """By a row of record_kinds and a function of shares, and no call of anything."""
    await owner.execute("""create table toys (like record_columns including all, name text not null);
        insert into record_kinds (kind, record_table, protection) values ('TOY', 'toys', 'BRANCH_WORK');
        insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')""")
    with (changed / "30_shares.sql").open("a") as shares:
        shares.write("""create or replace function shares_of(r toys) returns setof statistics_share
            language sql immutable return (r.tenant_code, 'toys', '', '2024-01-01', 1)::statistics_share;""")
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    await owner.execute("insert into toys (id, tenant_code, name) values (gen_random_uuid(), 330000000000, '球')")
    await owner.execute("update toys set name = '车'")
    assert await owner.fetchval("select amount from statistics_deltas where figure = 'toys'") == 1
    assert await owner.fetchval("select fields from changes where kind = 'TOY'") == ["name"]
    assert await owner.fetchval("select relforcerowsecurity from pg_class where relname = 'toys'")
    assert await owner.fetch("select * from statistics_differences()") == []


async def test_what_fails_leaves_nothing_of_the_migration(
    former: ScratchDatabase, kept: asyncpg.Connection, changed: Path
) -> None:
    (changed / "98_broken.sql").write_text("select 1 / 0;")
    before = await run.current_revision(former.owner_url)
    with pytest.raises(run.MigrationError, match="nothing of it was kept: division by zero"):
        await run.upgrade(former.owner_url, embedded.APPLICATION)
    assert await run.current_revision(former.owner_url) == before
    assert await kept.fetchval("select to_regclass('public.venues')") is None


@pytest.mark.parametrize("command", ["migrate", "serve"])
async def test_a_database_of_no_released_version_is_told_so(
    owner: asyncpg.Connection, circle: Circle, command: str
) -> None:
    await owner.execute("update alembic_version set version_num = '0027'")
    done = circle(command)
    assert (done.returncode, done.stderr) == (1, f"circle: {run.Standing.UNRELEASED.value}\n")
