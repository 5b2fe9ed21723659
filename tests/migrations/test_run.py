"""Upgrading a database, and what the two roles are afterwards."""

import re
import shutil
from pathlib import Path

import asyncpg
import pytest
from alembic.script import ScriptDirectory

from api import embedded
from migrations import run
from tests.conftest import ScratchDatabase


async def test_a_migrated_database_is_equal_to_the_code_for_either_role(database: ScratchDatabase) -> None:
    for url in (database.owner_url, database.application_url):
        assert await run.standing(url) is run.Standing.EQUAL


async def test_upgrading_twice_changes_nothing(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    before = await run.current_revision(database.owner_url)
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert await run.current_revision(database.owner_url) == before
    assert await owner.fetchval("select count(*) from tenants") == 1


async def test_privileges_are_given_anew(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await owner.execute(f"grant delete on children to {embedded.APPLICATION}")
    await owner.execute(f"revoke select on children from {embedded.APPLICATION}")
    await run.upgrade(database.owner_url, embedded.APPLICATION)
    rights = "select has_table_privilege($1, 'children', $2)"
    assert await owner.fetchval(rights, embedded.APPLICATION, "select")
    assert not await owner.fetchval(rights, embedded.APPLICATION, "delete")


async def test_a_database_never_migrated_is_older(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await owner.execute("drop table alembic_version")
    assert await run.standing(database.owner_url) is run.Standing.OLDER


async def test_a_revision_the_code_does_not_know_is_newer(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await owner.execute("update alembic_version set version_num = '9999'")
    assert await run.standing(database.owner_url) is run.Standing.NEWER
    with pytest.raises(run.MigrationError, match="newer than this program"):
        await run.upgrade(database.owner_url, embedded.APPLICATION)


async def test_an_owner_does_not_pass_for_the_application(database: ScratchDatabase) -> None:
    with pytest.raises(run.MigrationError, match="needs a plain role"):
        await run.upgrade(database.owner_url, embedded.OWNER)


async def test_an_unknown_application_role_is_named(database: ScratchDatabase) -> None:
    with pytest.raises(run.MigrationError, match="no_such_role does not exist"):
        await run.upgrade(database.owner_url, "no_such_role")


async def test_a_database_that_does_not_answer_is_one_line() -> None:
    with pytest.raises(ConnectionError, match="the database does not answer: ") as raised:
        await run.upgrade("postgresql://nobody@127.0.0.1:1/nothing", embedded.APPLICATION)
    assert "\n" not in str(raised.value)


async def test_a_failed_revision_leaves_nothing_behind(
    database: ScratchDatabase, owner: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(run.FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    last = max((folder / "versions").glob("2*.py"))
    broken = last.read_text().replace(f'"{last.name[:11]}"', '"9999"')
    broken = re.sub(r"down_revision = .+", f'down_revision = "{last.name[:11]}"', broken)
    (folder / "versions" / "9999_broken.py").write_text(broken)
    (folder / "versions" / "9999_broken.sql").write_text("create table left_behind (); select 1 / 0;")
    monkeypatch.setattr(run, "FOLDER", folder)
    before = await run.current_revision(database.owner_url)
    with pytest.raises(run.MigrationError, match="division by zero"):
        await run.upgrade(database.owner_url, embedded.APPLICATION)
    assert await run.current_revision(database.owner_url) == before
    assert await owner.fetchval("select to_regclass('left_behind')") is None


def test_revisions_are_one_line_and_have_no_way_down() -> None:
    revisions = list(ScriptDirectory(str(run.FOLDER)).walk_revisions())
    names = [revision.revision for revision in revisions]
    assert names == sorted(names, reverse=True)
    assert [name for name in names if not re.fullmatch(r"20\d{6}_\d\d", name)] == []
    assert not any(hasattr(revision.module, "downgrade") for revision in revisions)
