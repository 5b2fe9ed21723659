"""Loading in bulk: what it leaves is what the triggers leave row by row, through every check, in the same catalog."""

from collections.abc import AsyncIterator, Iterator, Mapping
from uuid import UUID

import asyncpg
import pytest

from api import embedded
from tenants.database.owner import owner_session
from tenants.demo.drawing import START
from tenants.demo.loading import encrypt, load_part
from tenants.demo.making import make_parts
from tenants.demo.province import division_lines
from tenants.demo.putting_off import FORCED, catch_up, put_off, share_out
from tenants.demo.records import COLUMNS, Records
from tenants.hierarchy.loading import load_tenants
from tenants.statistics.verifying import find_differences
from tests.conftest import ScratchDatabase, scratch
from tests.keys import KEYS
from tests.migrations.catalog import catalog_of

# As its owner, and its URL.
Loaded = tuple[asyncpg.Connection, str]
# The smallest city; of what all of them have together, the rows kept by it and by the province.
CITY, PROVINCE = 330900000000, 330000000000
NEXT_CITY = 331000000000
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
    known: set[UUID] = set()
    return [encrypt(KEYS, of_the_city(part, known)) for part in make_parts(1, city=CITY)]


def of_the_city(part: Records, known: set[UUID]) -> Records:
    """What the city keeps, and the province, and refers to nothing else."""
    kept = Records()
    for table in COLUMNS:
        for row in getattr(part, table):
            is_near = row.tenant_code == PROVINCE or CITY <= row.tenant_code < NEXT_CITY
            if is_near and all(one == row.id or one in known for one in row if isinstance(one, UUID)):
                known.add(row.id)
                getattr(kept, table).append(row)
    return kept


def lines() -> Iterator[str]:
    for line in division_lines():
        if line.startswith(("code", "330000000000", "3309")):
            yield line


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
