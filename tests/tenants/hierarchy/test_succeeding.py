"""A tenant is taken over by others: what goes on goes over, what is over stays, and no past figure moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import asyncpg
import pytest

from tenants.hierarchy.confirming import Orphaned, Unconfirmed
from tenants.hierarchy.loading import load_tenants
from tenants.hierarchy.succeeding import BadSuccession, Succession, foresee, succeed

DAY, MOVED = date(2024, 1, 1), date(2024, 6, 1)
OLD, NEW = 330127000000, 330199000000
BEFORE = ["code,name", "33,浙江省", "3301,杭州市", "330127,旧县", *(f"330127100{n:03},第{n}村" for n in range(1, 6))]
AFTER = [
    *("code,name,replaces", "33,浙江省,", "3301,杭州市,", "330199,新县,330127"),
    *(f"330199100{n:03},第{n}村," for n in range(1, 6)),
]
MOTHER = """insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector, registered_on,
        screening_state, screening_until, capacity)
    values (gen_random_uuid(), $1, $2, 'm', 'OFFICIAL', 'OTHER', '2024-01-05', 'APPROVED', '2099-01-01', 20)
    returning id"""
CHILDREN = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
        identified_on, on_file_on, closed_on, closed_reason)
    select gen_random_uuid(), 330127100001 + n % 5, 'c', 'MALE', '2015-01-01', 'OTHER', 'FEDERATION', '2020-01-01',
        '2024-01-02', '2024-01-10', case when n % 10 = 0 then date '2024-03-01' end,
        case when n % 10 = 0 then 'MOVED_OUT' end
    from generate_series(1, $1) n"""
PAIRINGS = """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
    select gen_random_uuid(), tenant_code, id, $1, 'COMPANION', '2024-02-01'
    from children where closed_on is null order by id limit 20"""
NEEDS = """insert into needs (id, tenant_code, child_id, kind, detail, raised_on)
    select gen_random_uuid(), tenant_code, id, 'OTHER', 'n', '2024-02-01' from children where closed_on is null"""
# One of them on the day itself, and one after it, entered under the old code.
VISITS = """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    select gen_random_uuid(), tenant_code, id, child_id, caring_mother_id, day, 'HOME', true
    from pairings, unnest(array[date '2024-03-01', '2024-06-01', '2024-06-10']) day"""
FIGURES = """select figure, dimension, month, tenant_code / 1000000 as county, sum(amount)::bigint as amount
    from recounted_shares where month < $1 group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4"""
LEFT = """select (select count(*) from children where closed_on is null and tenant_code < 330128000000)
    + (select count(*) from pairings where until_on is null and tenant_code < 330128000000)
    + (select count(*) from needs where settled_on is null and tenant_code < 330128000000)
    + (select count(*) from caring_mothers where closed_on is null and tenant_code < 330128000000
       and tenant_code >= 330127000000)"""


@pytest.fixture
async def county(owner: asyncpg.Connection) -> asyncpg.Connection:
    """A county with files, pairings, needs and visits, and a Caring Mother of its own beside one of the province."""
    await load_tenants(owner, BEFORE, DAY)
    await owner.execute(CHILDREN, 50)
    for keeper in (OLD, 330000000000):
        mother = await owner.fetchval(MOTHER, keeper, keeper)
        await owner.execute(PAIRINGS, mother)
    await owner.execute(NEEDS)
    await owner.execute(VISITS)
    return owner


async def past(owner: asyncpg.Connection) -> list[Mapping[str, Any]]:
    return [dict(row) for row in await owner.fetch(FIGURES, MOVED)]


async def test_a_countys_code_is_replaced_and_nobody_is_left_behind(county: asyncpg.Connection) -> None:
    before = await past(county)
    with pytest.raises(Unconfirmed):
        await load_tenants(county, AFTER, MOVED)
    without = [line.rpartition(",")[0] for line in AFTER]
    with pytest.raises(Orphaned, match="45 CHILD, 1 CARING_MOTHER would be left behind"):
        await load_tenants(county, without, MOVED, confirmed=True)
    report = await load_tenants(county, AFTER, MOVED, confirmed=True)
    assert (report.added, report.closed, report.moved) == (6, 6, 46)
    assert await county.fetchval(LEFT) == 0
    assert await county.fetchval("select count(*) from visits where tenant_code < 330128000000") == 120
    assert (
        await county.fetchval("select count(*) from pairings where until_on is null and tenant_code >= $1", NEW) == 40
    )
    assert await past(county) == before
    assert await county.fetch("select * from statistics_differences()") == []
    # Each village's went to its like, and what was approved of her still stands.
    assert await county.fetchval("select count(distinct tenant_code) from children where closed_on is null") == 5
    her = await county.fetchrow("select * from caring_mothers where tenant_code = $1", NEW)
    assert her
    assert (her["service_code"], her["screening_state"]) == (NEW, "APPROVED")


async def test_a_village_is_merged_into_another_and_a_county_split_into_two(county: asyncpg.Connection) -> None:
    await load_tenants(county, ["33,浙江省", "3301,杭州市", *AFTER_SPLIT], DAY, confirmed=True)
    before = await past(county)
    foreseen = await foresee(county, 330127100001, [330127100002], MOVED)
    assert foreseen == Succession(children=5, caring_mothers=0, service_areas=0)
    assert await past(county) == before
    assert await succeed(county, 330127100001, [330127100002], MOVED) == foreseen
    assert await past(county) == before
    # Two villages have their like in one of the new counties, two in the other; of the county itself it is not clear.
    with pytest.raises(BadSuccession, match=r"it is not clear who takes over what they keep: 330127000000 \(2\)"):
        await succeed(county, OLD, [330198000000, NEW], MOVED)
    await succeed(county, 330127100002, [330198100002], MOVED)
    with pytest.raises(BadSuccession, match="330197000000 cannot take over"):
        await succeed(county, OLD, [330197000000], MOVED)
    assert (await succeed(county, OLD, [NEW], MOVED)).children == 30
    assert await past(county) == before
    assert await county.fetchval(LEFT) == 0
    assert await county.fetch("select * from statistics_differences()") == []


AFTER_SPLIT = [
    *("330127,旧县", *(f"330127100{n:03},第{n}村" for n in range(1, 6))),
    *(
        "330198,东县",
        "330198100002,第2村",
        "330198100003,第3村",
        "330199,西县",
        "330199100004,第4村",
        "330199100005,第5村",
    ),
]
