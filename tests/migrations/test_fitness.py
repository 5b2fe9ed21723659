"""A database that cannot become one of ours is refused in one line that says why, and nothing is left in it."""

import re

import asyncpg
import pytest

from api import embedded
from migrations import fitness, run
from tests.conftest import ScratchDatabase


async def refused(url: str) -> str:
    with pytest.raises(run.MigrationError) as raised:
        await run.upgrade(url, embedded.APPLICATION)
    assert "\n" not in str(raised.value)
    return str(raised.value)


async def test_one_that_is_not_utf_8(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    name = "scratch_latin"
    await owner.execute(f"create database {name} encoding 'LATIN1' locale_provider libc locale 'C' template template0")
    url = re.sub(r"/scratch_\w+", f"/{name}", database.owner_url)
    try:
        assert (await refused(url)).startswith("the database scratch_latin is in LATIN1: create one with")
        assert await run.current_revision(url) is None
    finally:
        await owner.execute(f"drop database {name}")


async def test_one_of_an_older_server(database: ScratchDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitness, "LEAST_VERSION", 99)
    assert "is of PostgreSQL 18: it needs 99 or newer" in await refused(database.owner_url)


async def test_one_of_another_owner(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    """Whoever may connect need not be its owner."""
    await owner.execute(f"grant usage on schema public to {embedded.APPLICATION}")
    said = await refused(database.application_url)
    assert f"is not {embedded.APPLICATION}'s: `alter database " in said


async def test_one_whose_days_begin_elsewhere(database: ScratchDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitness, "SHANGHAI", fitness.SHANGHAI.replace("Asia/Shanghai", "Asia/Atlantis"))
    assert "lack Asia/Shanghai" in await refused(database.owner_url)
