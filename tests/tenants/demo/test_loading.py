"""Loading in bulk: what it leaves is what the triggers leave row by row, through every check, in the same catalog."""

from collections.abc import AsyncIterator, Mapping

import asyncpg
import pytest

from api import embedded
from tenants.database.owner import owner_session
from tenants.demo.drawing import START
from tenants.demo.loading import load_part
from tenants.demo.putting_off import FORCED, catch_up, put_off, share_out
from tenants.demo.records import Records
from tenants.hierarchy.loading import load_tenants
from tenants.statistics.verifying import find_differences
from tests.conftest import ScratchDatabase, scratch
from tests.migrations.catalog import catalog_of
from tests.tenants.demo.city import city_parts, lines

# As its owner, and its URL.
Loaded = tuple[asyncpg.Connection, str]
TABLES = """
select c.relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
    and not relispartition and relname <> all ($1) order by 1"""
# Of which a trigger makes the ids, or a moment or a random number is a part.
OF_ONE_LOAD = ["alembic_version", "applied_sql", "family_versions", "record_ids", "wish_listings"]
VOLATILE = ["created_at", "updated_at"]
MADE = {
    **{table: ["id"] for table in ("categorizations", "pairings", "published_wishes", "screenings")},
    "certificates": ["code"],
    "changes": ["id", "at", "record_id"],
    "change_values": ["change_id", "record_id"],
}
ROWS = "select (to_jsonb(r) - $1::text[])::text as row, count(*) from {table} r group by 1"
IDS = "select kind, count(*) from record_ids group by 1"
WITHOUT_AN_ID = "select count(*) from records_of_people r where not exists (select from record_ids i where i.id = r.id)"


@pytest.fixture(scope="module")
def parts() -> list[Records]:
    return city_parts()


@pytest.fixture(scope="module")
async def by_triggers(module_database: ScratchDatabase, parts: list[Records]) -> AsyncIterator[asyncpg.Connection]:
    async with owner_session(module_database.owner_url) as owner:
        await load_tenants(owner, lines(), START)
        forced = [table for (table,) in await owner.fetch(FORCED)]
        await share_out([owner], [f"alter table {table} no force row level security" for table in forced])
        for part in parts:
            await load_part(owner, part)
        await share_out([owner], [f"alter table {table} force row level security" for table in forced])
        await owner.execute("select roll_up_statistics()")
        yield owner


@pytest.fixture(scope="module")
async def in_bulk(template: embedded.Addresses, parts: list[Records]) -> AsyncIterator[Loaded]:
    async with (
        scratch(template) as made,
        owner_session(made.owner_url) as owner,
        owner_session(made.owner_url) as another,
    ):
        await load_tenants(owner, lines(), START)
        kept = await put_off(owner)
        for part in parts:
            await load_part(owner, part)
        await catch_up((owner, another), kept)
        yield owner, made.owner_url


async def test_every_row_is_the_same(by_triggers: asyncpg.Connection, in_bulk: Loaded) -> None:
    tables = [table for (table,) in await by_triggers.fetch(TABLES, OF_ONE_LOAD)]
    assert {"children", "visits", "statistics_rollups", "funds"} <= set(tables)
    assert {table for table in tables if await rows_of(by_triggers, table) != await rows_of(in_bulk[0], table)} == set()


async def test_every_record_has_its_id(by_triggers: asyncpg.Connection, in_bulk: Loaded) -> None:
    assert dict(await in_bulk[0].fetch(IDS)) == dict(await by_triggers.fetch(IDS))
    assert await in_bulk[0].fetchval(WITHOUT_AN_ID) == 0


async def test_the_catalog_is_the_same(
    module_database: ScratchDatabase, by_triggers: asyncpg.Connection, in_bulk: Loaded
) -> None:
    assert await by_triggers.fetchval("select count(*) from children") > 0
    assert catalog_of(in_bulk[1]) == catalog_of(module_database.owner_url)


async def rows_of(owner: asyncpg.Connection, table: str) -> Mapping[str, int]:
    return dict(await owner.fetch(ROWS.format(table=table), [*VOLATILE, *MADE.get(table, ())]))


async def test_every_figure_agrees_with_the_records(in_bulk: Loaded) -> None:
    assert await find_differences(in_bulk[0]) == []
