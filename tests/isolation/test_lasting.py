"""What waits for the disk: every write, and of reads that open files those of an installation that says so."""

from collections.abc import AsyncIterator

import pytest

from tenants.database.transactions import Database
from tests.conftest import ScratchDatabase
from tests.isolation.stage import Stage, on_other_database
from tests.keys import KEYS

# What each COMMIT that logs something goes by, noted at that COMMIT.
NOTED = """
    create table noted (setting text);
    create function note_setting() returns trigger language plpgsql security definer as $$
    begin insert into noted values (current_setting('synchronous_commit')); return null; end $$;
    create constraint trigger note_setting after insert on access_log_unchained
        deferrable initially deferred for each row execute function note_setting();
"""
READ = "{ children(first: 1) { nodes { name } } } "
OPEN = """mutation ($id: ID!) { openChildFile(input: {childId: $id, reason: "走访中发现异常,需核对档案"}) {
    fileOpening { id } userErrors { code } } }"""


@pytest.fixture(params=[False, True], ids=["answers at once", "waits for the disk"])
async def patient(
    request: pytest.FixtureRequest, module_database: ScratchDatabase, stage: Stage
) -> AsyncIterator[Stage]:
    """The stage on connections whose COMMITs last, as they do anywhere but in tests."""
    name = await stage.owner.fetchval("select current_database()")
    await stage.owner.execute(f'alter database "{name}" set synchronous_commit = local')
    pool = await Database.connect(module_database.application_url, 1, KEYS, flushes_log=request.param)
    await stage.owner.execute(NOTED)
    yield on_other_database(stage, pool)
    await stage.owner.execute("drop function note_setting cascade; drop table noted")
    await pool.close()


async def test_a_write_waits_for_the_disk_and_a_read_where_that_is_set(patient: Stage) -> None:
    # A file is opened once.
    child = [one for one in patient.world.of("child") if "branch" in one.marks][patient.database.flushes_log]
    for _ in range(2):
        await patient.ask("CASEWORKER", READ)
    opened = (await patient.ask("DIRECTOR", OPEN, {"id": str(child.id)}))["openChildFile"]
    assert opened["userErrors"] == []
    settings = [row["setting"] for row in await patient.owner.fetch("select setting from noted")]
    read = "local" if patient.database.flushes_log else "off"
    assert settings[:2] == [read, read]
    assert set(settings[2:]) == {"local"}
    async with patient.database.connection() as connection:
        assert await connection.fetchval("show synchronous_commit") == "local"
