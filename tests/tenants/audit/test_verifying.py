"""Whatever is done to the chained log behind the application's back shows, and nothing shows where nothing was done."""

import asyncio

import asyncpg
import pytest

from tenants.audit.verifying import verify
from tests.conftest import ScratchDatabase
from tests.tenants.audit.entries import ENTRIES, faults

THIS_MONTHS = "select 'access_log_' || to_char(today(), 'YYYY_MM')"
NTH = "(select entry_id from access_log_chain where position = {})"


async def test_an_untouched_log_agrees_and_grows(owner: asyncpg.Connection) -> None:
    for times in (1, 2):
        await owner.execute(ENTRIES)
        assert await owner.fetchval("select chain_access_log()") == 5
        (day,) = (await verify(owner)).days
        assert (day.entries, await faults(owner)) == (5 * times, [])


async def test_a_days_chain_begins_with_the_head_of_the_day_before(owner: asyncpg.Connection) -> None:
    await owner.execute(ENTRIES.replace("today()", "today() - 1"))
    await owner.fetchval("select chain_access_log()")
    await owner.execute(ENTRIES)
    await owner.fetchval("select chain_access_log()")
    assert len((await verify(owner)).days) == 2
    assert await faults(owner) == []
    await owner.execute("delete from access_log_chain where day < today() and position = 5")
    await owner.execute(
        "update access_log_days d set entries = 4, head = (select hash from access_log_chain c "
        "where c.day = d.day and position = 4) where day < today()"
    )
    assert await faults(owner) != []


@pytest.mark.parametrize(
    "tampering",
    [
        f"update access_log set user_name = 'somebody else' where id = {NTH.format(3)}",
        f"update access_log set fields = '{{}}' where id = {NTH.format(5)}",
        f"delete from access_log where id = {NTH.format(3)}",
        f"delete from access_log where id = {NTH.format(5)}",
        (
            f"with gone as (delete from access_log where id = {NTH.format(3)}) "
            "delete from access_log_chain where position = 3"
        ),
        (
            f"with gone as (delete from access_log where id = {NTH.format(5)}) "
            "delete from access_log_chain where position = 5"
        ),
        (
            "update access_log l set record_ids = other.record_ids from access_log other "
            f"where l.id = {NTH.format(2)} and other.id = {NTH.format(4)}"
        ),
        (
            "update access_log_chain c set entry_id = o.entry_id, digest = o.digest from access_log_chain o "
            "where c.position + o.position = 6 and c.position in (2, 4)"
        ),
        (
            "insert into access_log (id, day, at, user_name, tenant_code, tenant_name, kind, record_ids, tenant_codes, "
            "fields) select time_ordered_id(), day, at, 'forged', 1, '', kind, record_ids, tenant_codes, fields "
            "from access_log limit 1"
        ),
    ],
    ids=[
        *("one changed", "the last changed", "one removed", "the last removed", "one removed with its link"),
        *("the last removed with its link", "one given another's ids", "two swapped", "one put in"),
    ],
)
async def test_what_was_done_to_it_shows(owner: asyncpg.Connection, tampering: str) -> None:
    await owner.execute(ENTRIES)
    await owner.fetchval("select chain_access_log()")
    assert await faults(owner) == []
    await owner.execute(tampering)
    assert await faults(owner) != []


async def test_what_has_no_partition_is_kept_and_moves_into_its_own(owner: asyncpg.Connection) -> None:
    part = await owner.fetchval(THIS_MONTHS)
    await owner.execute(f"drop table {part}")
    await owner.execute(ENTRIES)
    assert await owner.fetchval("select count(*) from access_log_unplaced") == 5
    assert await owner.fetchval("select chain_access_log()") == 5
    assert await owner.fetchval(f"select count(*) from {part}") == 5
    assert await faults(owner) == []


async def test_months_that_nobody_prepared_get_their_partitions_later(owner: asyncpg.Connection) -> None:
    for months in (1, 2, 14):
        await owner.execute(ENTRIES.replace("today()", f"(today() - interval '{months} months')::date"))
    assert await owner.fetchval("select count(*) from access_log_unplaced") == 15
    await owner.fetchval("select chain_access_log()")
    assert await owner.fetchval("select count(*) from access_log_unplaced") == 0
    assert await faults(owner) == []


async def test_an_entry_that_is_being_written_meanwhile_is_waited_for(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    """The month begins with no partition: what is not yet committed is in the default one, and moves as well."""
    await owner.execute(f"drop table {await owner.fetchval(THIS_MONTHS)}")
    await owner.execute(ENTRIES)
    writer = await asyncpg.connect(database.owner_url)
    writing = writer.transaction()
    await writing.start()
    await writer.execute(ENTRIES)
    preparing = asyncio.create_task(owner.execute("select prepare_access_log()"))
    await asyncio.sleep(0.2)
    await writing.commit()
    await preparing
    await writer.close()
    assert await owner.fetchval("select count(*) from access_log_unplaced") == 0
    assert await owner.fetchval("select chain_access_log()") == 10
    assert await faults(owner) == []
