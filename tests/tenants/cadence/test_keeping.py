"""Duties are kept by several processes at once."""

import asyncio
from datetime import date

import asyncpg

from tenants.cadence.keeping import find_wrong_duties
from tenants.records.checklist_item.defaults import add_default_checklists
from tests.conftest import ScratchDatabase
from tests.tenants.records.office import Office

# What its windows are looked up by: in each calendar of many, the days go on with the windows.
OUT_OF_ORDER = """
select w.calendar, w.starts
from (select *, lag(opens) over k as opened, lag(due) over k as due_before, lag(closes) over k as closed
      from calendar_windows window k as (partition by calendar order by starts)) w
where not (select bool_or(once) from calendars k where k.calendar = w.calendar)
  and (opened >= opens or due_before >= due or closed >= closes)"""
OF_A_VILLAGE = """
insert into checklist_items (id, tenant_code, code, name, name_en, calendar, acts, responsible, from_on)
    values (time_ordered_id(), $1, 'READ', '共读', 'Reading', 'MONTH', '{VISIT}', 'CARING_MOTHER', '2024-01-01')"""
OWED = "select exists(select from duties d join checklist_items i on i.id = d.item_id where i.tenant_code = $1)"
WAITS = "select exists(select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())"


async def test_nothing_is_called_wrong_that_another_is_still_working_off(
    office: Office, database: ScratchDatabase
) -> None:
    for _ in range(2):
        await office.child()
    await add_default_checklists(office.owner, date(2024, 1, 1))
    other = await asyncpg.connect(database.owner_url)
    async with other.transaction():
        assert await other.fetchval("select work_off_duties(1)")
        finding = asyncio.create_task(find_wrong_duties(office.owner))
        while not await other.fetchval(WAITS):
            done, _ = await asyncio.wait({finding}, timeout=0.01)
            assert not done
    assert await finding == []
    assert await office.owner.fetchval("select count(*) from duties") > 0
    await other.close()


async def test_the_windows_of_a_calendar_are_in_the_order_of_all_their_days(owner: asyncpg.Connection) -> None:
    assert await owner.fetch(OUT_OF_ORDER) == []


async def test_one_pass_works_off_the_checklist_of_a_province_and_those_below_it(office: Office) -> None:
    await office.child()
    village = await office.owner.fetchval("select tenant_code from children")
    await add_default_checklists(office.owner, date(2024, 1, 1))
    await office.owner.execute(OF_A_VILLAGE, village)
    assert await office.owner.fetchval("select count(*) from duty_backlog") == 2
    assert await office.owner.fetchval("select work_off_duties(1000)")
    assert not await office.owner.fetchval("select work_off_duties(1000)")
    assert await office.owner.fetchval(OWED, village)
    assert await find_wrong_duties(office.owner) == []
