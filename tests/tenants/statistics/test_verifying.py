"""Folding moves what is pending; verifying finds what was changed behind the database's back."""

from datetime import date
from uuid import uuid4

import asyncpg

from tenants.statistics.rolling_up import roll_up_deltas
from tenants.statistics.verifying import Difference, find_differences

VILLAGE = 330127100201


async def test_what_agrees_before_and_after_a_fold_and_what_does_not(owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute(f"insert into tenants (code, name, level) values ({VILLAGE}, '某村', 'VILLAGE')")
    await owner.execute(
        """insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on, parents_served)
           values ($1, $2, '讲座', 'LECTURE', 'SAFETY', '2024-05-01', '2024-05-01', 30)""",
        uuid4(),
        VILLAGE,
    )
    assert await find_differences(owner) == []
    assert await roll_up_deltas(owner) == 2
    assert await roll_up_deltas(owner) == 0
    assert await find_differences(owner) == []
    await owner.execute(
        "update statistics_rollups set amount = 31 where tenant_code = $1 and figure = 'people_served'", VILLAGE
    )
    difference = Difference(VILLAGE, "people_served", "", date(2024, 5, 1), rolled_up=31, recounted=30)
    assert await find_differences(owner) == [difference]
    assert str(difference) == "330127100201 people_served 2024-05: rolled up 31, recounted 30"
