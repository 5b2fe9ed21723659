"""Folding moves what is pending; verifying finds what was changed behind the database's back."""

from datetime import date
from uuid import uuid4

import asyncpg

from tenants.statistics.rolling_up import roll_up_deltas
from tenants.statistics.verifying import Difference, find_differences

PROVINCE, VILLAGE = 330000000000, 330127100201


async def test_what_agrees_before_and_after_a_fold_and_what_does_not(owner: asyncpg.Connection) -> None:
    await owner.execute("insert into tenants (code, name, level) values (330000000000, '浙江省', 'PROVINCE')")
    await owner.execute(f"insert into tenants (code, name, level) values ({VILLAGE}, '某村', 'VILLAGE')")
    programme = uuid4()
    await owner.execute(
        """insert into programmes (id, tenant_code, name, kind, started_on)
           values ($1, $2, '春蕾行动', 'CAMPAIGN', '2024-01-01')""",
        *(programme, VILLAGE),
    )
    await owner.execute(
        """insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on, parents_served,
                programme_id)
           values ($1, $2, '讲座', 'LECTURE', 'SAFETY', '2024-05-01', '2024-05-01', 30, $3)""",
        *(uuid4(), VILLAGE, programme),
    )
    assert await find_differences(owner) == []
    assert await roll_up_deltas(owner) == 4
    assert await roll_up_deltas(owner) == 0
    assert await find_differences(owner) == []
    await owner.execute(
        "update statistics_rollups set amount = 31 where tenant_code = $1 and figure = 'people_served'", VILLAGE
    )
    difference = Difference(VILLAGE, "people_served", "", date(2024, 5, 1), rolled_up=31, recounted=30)
    assert await find_differences(owner) == [difference]
    assert str(difference) == "330127100201 people_served 2024-05: rolled up 31, recounted 30"
    # And so of each programme, at every level.
    await owner.execute("update statistics_rollups set amount = 30 where figure = 'people_served'")
    for tenant in (VILLAGE, PROVINCE):
        changed = "update statistics_rollups set amount = amount + $2 where tenant_code = $1 and figure = $3"
        await owner.execute(changed, tenant, 1, "activities_by_programme")
        told = f"{tenant} activities_by_programme {programme} 2024-05: rolled up 2, recounted 1"
        assert [str(one) for one in await find_differences(owner)] == [told]
        await owner.execute(changed, tenant, -1, "activities_by_programme")
