"""A multiplied province: so many times the records, in the same catalog, and every figure and duty is theirs."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import asyncpg
import pytest

from api import embedded
from tenants.cadence.keeping import find_wrong_duties, work_off
from tenants.database.owner import owner_session
from tenants.demo.checklists import add_programme_items
from tenants.demo.drawing import CHECKLISTS_FROM, START
from tenants.demo.loading import load_part
from tenants.demo.multiplying import ONCE, multiply
from tenants.demo.putting_off import catch_up, put_off
from tenants.encryption.columns import SearchTerm, associated_data, hash_term
from tenants.hierarchy.loading import load_tenants
from tenants.identity_number import holder_of
from tenants.records.checklist_item.defaults import add_default_checklists
from tenants.statistics.verifying import find_differences
from tests.conftest import scratch
from tests.keys import KEYS
from tests.migrations.catalog import catalog_of
from tests.tenants.demo.city import city_parts, lines

SCALE = 3
TABLES = "select record_table::text from record_kinds union all values ('duties'), ('record_ids'), ('wish_listings')"
# How often a child has how many: a copy that were mixed up with its original would have another's.
OF_A_CHILD = """
select 'visits', n, count(*) from (select count(*) as n from visits group by child_id) v group by n
union all select 'duties', n, count(*) from (select count(*) as n from duties group by child_id) d group by n
union all select 'pairings', n, count(*) from (
    select count(*) as n from pairings p join children c on c.id = p.child_id
        join caring_mothers m on m.id = p.caring_mother_id group by c.id) p group by n"""


@dataclass
class Multiplied:
    owner: asyncpg.Connection
    url: str
    catalog: Mapping[str, str]
    rows: Counter[str]
    of_a_child: Counter[tuple[str, int]]


@pytest.fixture(scope="module")
async def multiplied(template: embedded.Addresses) -> AsyncIterator[Multiplied]:
    async with (
        scratch(template) as made,
        owner_session(made.owner_url) as owner,
        owner_session(made.owner_url) as another,
    ):
        await load_tenants(owner, lines(), START)
        kept = await put_off(owner)
        for part in city_parts():
            await load_part(owner, part)
        await catch_up((owner, another), kept)
        await add_default_checklists(owner, CHECKLISTS_FROM)
        await add_programme_items(owner)
        await work_off(owner)
        before = Multiplied(
            owner, made.owner_url, catalog_of(made.owner_url), await count_rows(owner), await of_a_child(owner)
        )
        await multiply(made.owner_url, KEYS, SCALE)
        yield before


async def count_rows(owner: asyncpg.Connection) -> Counter[str]:
    tables = [table for (table,) in await owner.fetch(TABLES)]
    return Counter({table: await owner.fetchval(f"select count(*) from {table}") for table in tables})


async def of_a_child(owner: asyncpg.Connection) -> Counter[tuple[str, int]]:
    return Counter({(what, n): children for what, n, children in await owner.fetch(OF_A_CHILD)})


async def test_there_are_so_many_times_the_records_and_what_there_is_one_of(multiplied: Multiplied) -> None:
    now, before = await count_rows(multiplied.owner), multiplied.rows
    assert min(before[table] for table in ("children", "visits", "duties", "projects", "wish_listings")) > 0
    ids_of_one = sum(before[table] for table in ONCE)
    expected = {table: n * (1 if table in ONCE else SCALE) for table, n in before.items()}
    assert now == {**expected, "record_ids": SCALE * before["record_ids"] - (SCALE - 1) * ids_of_one}


async def test_each_copy_has_what_is_its_own(multiplied: Multiplied) -> None:
    now = await of_a_child(multiplied.owner)
    assert now == Counter({key: SCALE * children for key, children in multiplied.of_a_child.items()})


async def test_every_figure_and_every_duty_agrees_with_the_records(multiplied: Multiplied) -> None:
    assert await find_differences(multiplied.owner) == []
    assert await find_wrong_duties(multiplied.owner) == []


async def test_the_catalog_is_as_it_was(multiplied: Multiplied) -> None:
    assert catalog_of(multiplied.url) == multiplied.catalog


@pytest.mark.parametrize("table", ["children", "caring_mothers"])
async def test_each_has_a_number_of_her_own_which_is_found(multiplied: Multiplied, table: str) -> None:
    rows = await multiplied.owner.fetch(
        f"select id, birth_date, identity_number, identity_number_hash from {table} where identity_number is not null"
    )
    numbers = {
        KEYS.decrypt(associated_data(table, "identity_number", row["id"]), row["identity_number"]): row for row in rows
    }
    assert len(numbers) == len(rows) > SCALE
    for number, row in numbers.items():
        holder = holder_of(number)
        assert holder
        assert holder.birth_date == row["birth_date"]
        assert row["identity_number_hash"] == hash_term(KEYS, SearchTerm(table, "identity_number", number))
