"""Nobody loses sight of a record because a file of tenants was cut off, or has other codes."""

from datetime import date

import asyncpg
import pytest

from tenants.hierarchy.confirming import Unconfirmed
from tenants.hierarchy.loading import LoadReport, foresee_load, load_tenants

DAY, LATER = date(2024, 1, 1), date(2025, 1, 1)
ABOVE = ["33,浙江省", "3301,杭州市", "330127,淳安县"]
VILLAGES = [f"330127100{number:03},第{number}村" for number in range(1, 201)]
OPEN = "select count(*) from tenants where closed_on is null"
VENUE = (
    "insert into venues (id, tenant_code, name, kind, opened_on) values (gen_random_uuid(), $1, '之家', 'OTHER', $2)"
)


async def test_a_file_that_ends_too_early_closes_nothing(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, [*ABOVE, *VILLAGES], DAY)
    with pytest.raises(Unconfirmed) as caught:
        await load_tenants(owner, [*ABOVE, *VILLAGES[:100]], LATER)
    assert (caught.value.closed, caught.value.of, caught.value.kept) == (100, 203, {})
    assert await owner.fetchval(OPEN) == 203
    assert (await load_tenants(owner, [*ABOVE, *VILLAGES[:-2]], LATER)).closed == 2
    assert (await load_tenants(owner, [*ABOVE, *VILLAGES[:100]], LATER, confirmed=True)).closed == 98


async def test_a_tenant_that_keeps_records_does_not_close_by_itself(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, [*ABOVE, *VILLAGES], DAY)
    await owner.execute(VENUE, 330127100200, DAY)
    with pytest.raises(Unconfirmed, match="1 of 203 tenants would close, which keep 1 VENUE"):
        await load_tenants(owner, [*ABOVE, *VILLAGES[:-1]], LATER)
    assert await owner.fetchval(OPEN) == 203


async def test_what_would_be_done_is_told_and_not_done(owner: asyncpg.Connection) -> None:
    await load_tenants(owner, [*ABOVE, *VILLAGES], DAY)
    await owner.execute(VENUE, 330127100200, DAY)
    report, kept = await foresee_load(owner, [*ABOVE, *VILLAGES[:-1], "330127101001,新村"])
    assert (report, kept) == (LoadReport(1, 0, 1, 0, 202), {"VENUE": 1})
    assert await owner.fetchval(OPEN) == 203
    assert await owner.fetchval("select to_regclass('pg_temp.divisions')") is None
