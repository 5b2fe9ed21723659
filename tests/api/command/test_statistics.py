"""`circle statistics`: exit 0 while the rollups agree with the records, 1 with every difference named."""

import asyncpg

from tests.api.command.conftest import Circle

CHILD = """insert into children (id, tenant_code, name, sex, birth_date, identified_on, on_file_on)
    values (gen_random_uuid(), 330000000000, '张小明', 'MALE', '2015-05-05', '2024-01-01', '2024-01-01')"""
ITEM = """insert into checklist_items (id, tenant_code, from_on, code, name, name_en, calendar, acts, responsible)
    values (gen_random_uuid(), 330000000000, '2024-01-01', $1, '家访', 'Visit', 'MONTH', '{VISIT}', 'BRANCH')"""


async def test_rolling_up_and_verifying(circle: Circle, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute("insert into statistics_deltas values (330000000000, 'visits', '', '2024-05-01', 3)")
    assert circle("statistics", "roll-up").stdout == "1 changes rolled up.\n"
    done = circle("statistics", "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "330000000000 visits 2024-05: rolled up 3, recounted 0\n"
    await owner.execute("delete from statistics_rollups")
    assert circle("statistics", "verify").returncode == 0


async def test_verifying_works_off_step_by_step_so_that_nobody_waits(circle: Circle, owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute(CHILD)
    for code in ("FIRST", "SECOND"):
        await owner.execute(ITEM, code)
    assert circle("statistics", "verify").returncode == 0
    transactions = await owner.fetch("select distinct xmin from duties")
    assert len(transactions) == await owner.fetchval("select count(*) from duties") == 2
