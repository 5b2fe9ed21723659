"""Duties are kept by several processes at once."""

import asyncio
from datetime import date

import asyncpg

from tenants.cadence.keeping import find_wrong_duties
from tenants.records.checklist_item.defaults import add_default_checklists
from tests.conftest import ScratchDatabase
from tests.tenants.records.office import Office

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
