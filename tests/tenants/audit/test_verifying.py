"""Whatever is done to the chained log behind the application's back shows, and nothing shows where nothing was done."""

import asyncpg
import pytest

from tenants.audit.verifying import verify
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.audit.entries import faults, log_only

THIS_MONTHS = "select 'access_log_' || to_char(today(), 'YYYY_MM')"
NTH = "(select entry_id from access_log_chain where position = {})"


async def test_an_untouched_log_agrees_and_grows(owner: asyncpg.Connection) -> None:
    for times in (1, 2):
        await log_only(owner)
        assert await owner.fetchval("select chain_access_log()") == 5
        (day,) = (await verify(owner, KEYS)).days
        assert (day.entries, await faults(owner)) == (5 * times, [])


async def test_one_process_chains_at_a_time(owner: asyncpg.Connection, database: ScratchDatabase) -> None:
    other = await asyncpg.connect(database.application_url)
    try:
        await log_only(owner)
        async with owner.transaction():
            assert await owner.fetchval("select chain_access_log()") == 5
            assert await other.fetchval("select chain_access_log()") is None
        assert await other.fetchval("select chain_access_log()") == 0
    finally:
        await other.close()


async def test_a_days_chain_begins_with_the_head_of_the_day_before(owner: asyncpg.Connection) -> None:
    await log_only(owner, "today() - 1")
    await owner.fetchval("select chain_access_log()")
    await log_only(owner)
    await owner.fetchval("select chain_access_log()")
    assert len((await verify(owner, KEYS)).days) == 2
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
    await log_only(owner)
    await owner.fetchval("select chain_access_log()")
    assert await faults(owner) == []
    await owner.execute(tampering)
    assert await faults(owner) != []


async def test_what_has_no_partition_gets_one(owner: asyncpg.Connection) -> None:
    await owner.execute(f"drop table {await owner.fetchval(THIS_MONTHS)}")
    for months in (0, 1, 2, 14):
        await log_only(owner, f"today() - interval '{months} months'")
    assert await owner.fetchval("select chain_access_log()") == 20
    parts = await owner.fetchval("select count(distinct tableoid) from access_log")
    assert (parts, await faults(owner)) == (4, [])


async def test_what_is_logged_meanwhile_is_chained_next(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await log_only(owner)
    writer = await asyncpg.connect(database.owner_url)
    writing = writer.transaction()
    await writing.start()
    await log_only(writer)
    assert await owner.fetchval("select chain_access_log()") == 5
    await writing.commit()
    await writer.close()
    assert await owner.fetchval("select chain_access_log()") == 5
    assert await faults(owner) == []


async def test_a_chain_that_nobody_makes_any_more_shows(owner: asyncpg.Connection) -> None:
    await log_only(owner, at="now() - interval '1 minute'")
    assert await faults(owner) == []
    await log_only(owner)
    (fault,) = await faults(owner)
    assert fault.startswith("nothing is chained since ")


async def test_chains_made_in_one_go_or_one_by_one_are_the_same(owner: asyncpg.Connection) -> None:
    """Whatever days the entries are of, each stands in the chain of its day or, where that has an end, of the last."""
    days = [3, 1, 1, 2, 0, 2, 0, 5]
    chains = []
    for together in (True, False):
        await owner.execute(
            "truncate access_log, access_log_chain, access_log_days, access_log_unchained, access_log_seals"
        )
        for n, ago in enumerate(days):
            at = f"now() - interval '{len(days) - n} hours'"
            await log_only(owner, f"today() - {ago}", 1, at=at)
            if not together:
                await owner.execute("select chain_access_log()")
        await owner.execute("select chain_access_log()")
        assert await faults(owner) == []
        rows = await owner.fetch("select today() - day as ago, entries from access_log_days order by day")
        chains.append([tuple(row) for row in rows])
    assert chains == [[(3, 1), (1, 3), (0, 4)]] * 2
