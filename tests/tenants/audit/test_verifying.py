"""Whatever is done to the chained log behind the application's back shows, and nothing shows where nothing was done."""

import asyncpg
import pytest

from tenants.audit.verifying import find_unchained, verify_days

ENTRIES = """
    with logged as (
        insert into access_log (id, day, at, user_name, tenant_code, tenant_name, kind, record_ids,
            tenant_codes, fields)
        select time_ordered_id(), today(), now() - interval '1 hour' + n * interval '1 second', 'user', 330000000000,
            'x', 'CHILD', array[gen_random_uuid()], '{330000000000}', '{name}' from generate_series(1, 5) n
        returning id, day)
    insert into access_log_unchained select id, day from logged
"""
NTH = "(select entry_id from access_log_chain where position = {})"


async def faults(owner: asyncpg.Connection) -> list[str]:
    days = await verify_days(owner, None)
    return [day.fault for day in days if day.fault] + await find_unchained(owner, None)


async def test_an_untouched_log_agrees_and_grows(owner: asyncpg.Connection) -> None:
    for times in (1, 2):
        await owner.execute(ENTRIES)
        assert await owner.fetchval("select chain_access_log()") == 5
        (day,) = await verify_days(owner, None)
        assert (day.entries, await faults(owner)) == (5 * times, [])


async def test_a_days_chain_begins_with_the_head_of_the_day_before(owner: asyncpg.Connection) -> None:
    await owner.execute(ENTRIES.replace("today()", "today() - 1"))
    await owner.fetchval("select chain_access_log()")
    await owner.execute(ENTRIES)
    await owner.fetchval("select chain_access_log()")
    assert len(await verify_days(owner, None)) == 2
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
    part = await owner.fetchval("select 'access_log_' || to_char(today(), 'YYYY_MM')")
    await owner.execute(f"drop table {part}")
    await owner.execute(ENTRIES)
    assert await owner.fetchval("select count(*) from access_log_unplaced") == 5
    assert await owner.fetchval("select chain_access_log()") == 5
    assert await owner.fetchval(f"select count(*) from {part}") == 5
    assert await faults(owner) == []
