"""What is worked out family by family, and remembered, is what looking at the whole tree at once gives."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
import orjson
import pytest

from tenants.access.policy import load_policy
from tenants.kinds.indicator import IndicatorType
from tenants.statistics.period import Period
from tenants.statistics.suppression import CHAINS, SMALLEST_SHOWN, hideable_fields
from tests.conftest import ScratchDatabase
from tests.tenants.statistics.planting import PROVINCE, plant

pytestmark = pytest.mark.long

WHOLE_TREE = Path(__file__).parent / "whole_tree.sql"
PERIODS = ("2023", "2024", "2023-H2", "2024-H1", "2024-Q1", "2024-Q3", "2023-12", "2024-02", "2024-07", None)
ACTING = "select act_as('ANALYST', 330000000000, 340000000000, null, null, null, false)"
MEMORY = """select count(kept) as places, sum(octet_length(kept)) as octets from generate_series(0, 255) n,
    current_setting('circle.splits_' || lpad(to_hex(n), 2, '0'), true) kept"""
SHOWN = "select splits_shown($1, $2::text::jsonb, $3, $4, $5)"
READ_OF_TALLIES = """select pg_stat_get_xact_numscans('statistics_rollups'::regclass),
    pg_stat_get_xact_tuples_returned('statistics_rollups_pkey'::regclass)"""
MANY_TALLIES = """insert into statistics_rollups
    select 410000000000 + code, figure, '', '2024-01-01', 9
    from generate_series(1, 20000) code, unnest(array['visits', 'children', 'pairings', 'caring_mothers']) figure"""
NO_MORE = """create or replace function
    splits_in_family(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer)
    returns jsonb language plpgsql as $$ begin
        raise exception 'worked out anew: %',
            (select string_agg(c ->> 'name', ' ') from jsonb_array_elements(chains) c);
    end $$"""
WRITE = "insert into statistics_deltas values ($1, $2, '', '2024-01-01', 1)"
MOVE = """update tenants set parent_code = $1 where code =
    (select code from tenants where parent_code is not null order by md5(code::text || $2) limit 1)"""
FEW = "insert into statistics_deltas select max(code), 'children', '', '2024-01-01', $1 from tenants"
DELTA = "insert into statistics_deltas select code, $1, '', $2, $3 from tenants order by md5(code::text || $4) limit 1"


def described(names: Sequence[str]) -> str:
    chains = [CHAINS[name] for name in names]
    return orjson.dumps(
        [
            {
                "name": one.name,
                "figure": one.indicator.name,
                "is_flow": one.indicator.type is IndicatorType.FLOW,
                "parts": one.parts,
            }
            for one in chains
        ]
    ).decode()


@pytest.fixture
async def before(owner: asyncpg.Connection) -> asyncpg.Connection:
    """The owner, with the function that looked at the whole tree at once."""
    await owner.execute(WHOLE_TREE.read_text())
    await owner.execute(ACTING)
    return owner


async def agree(connection: asyncpg.Connection, page: Sequence[int], names: Sequence[str], period: str | None) -> None:
    """Both say the same."""
    days = (Period.parse(period).start, Period.parse(period).end) if period else (None, None)
    asked = (page, described(names), *days, SMALLEST_SHOWN)
    new, old = [
        orjson.loads(await connection.fetchval(text, *asked))
        for text in (SHOWN, SHOWN.replace("splits_shown", "splits_shown_before"))
    ]
    assert new == old, (page, names, period)


def give_turns(turns: asyncio.Semaphore, number: int) -> None:
    for _ in range(number):
        turns.release()


async def codes_of(connection: asyncpg.Connection) -> list[int]:
    return [row["code"] for row in await connection.fetch("select code from tenants order by code")]


@pytest.mark.parametrize("seed", range(4))
async def test_families_alone_give_what_the_whole_tree_gives(before: asyncpg.Connection, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # repeatable
    codes = list(await plant(before, random, size=16))
    for _ in range(50):
        page = random.sample(codes, random.randint(1, len(codes)))
        names = random.sample(sorted(CHAINS), random.randint(1, len(CHAINS)))
        await agree(before, page, names, random.choice(PERIODS))


async def test_what_is_remembered_ends_with_the_figures_it_is_about(before: asyncpg.Connection) -> None:
    """Whatever moves a figure: what is pending, rolled up, undone, taken away; and the tree."""
    random = Random(0)  # noqa: S311  # repeatable
    await plant(before, random)

    async def look() -> None:
        """Always at the same, so that it may be remembered."""
        for period in ("2024-H1", None):
            await agree(before, await codes_of(before), sorted(CHAINS), period)

    async def pending() -> None:
        figure = random.choice(("children", "children_paired", "visits", "pairings", "people_served"))
        month = date(2024, random.randint(1, 7), 1)
        await before.execute(DELTA, figure, month, random.choice((1, 2, 5, 40)), str(random.random()))

    async def undone() -> None:
        undone = before.transaction()
        await undone.start()
        await pending()
        await look()
        await undone.rollback()

    async def taken_away() -> None:
        await before.execute(
            "delete from statistics_rollups where (tenant_code, month) = (select tenant_code, month "
            "from statistics_rollups order by md5(tenant_code::text || month || $1) limit 1)",
            str(random.random()),
        )

    async def moved() -> None:
        await before.execute(MOVE, PROVINCE, str(random.random()))

    async def rolled_up() -> None:
        await before.fetchval("select roll_up_statistics()")

    happening = (pending, undone, rolled_up, taken_away, moved)
    acts: Mapping[str, Callable[[], Any]] = {act.__name__: act for act in happening}
    for _ in range(30):
        for _ in range(random.randint(1, 2)):
            await acts[random.choice(sorted(acts))]()
        await look()


async def test_what_came_and_went_is_not_taken_for_what_came_instead(before: asyncpg.Connection) -> None:
    """As many changes are pending as before, and no rollup has moved."""
    await plant(before, Random(3))  # noqa: S311  # repeatable
    await before.execute("delete from statistics_deltas")
    await before.execute("delete from statistics_rollups")
    for amounts in ((50, -50), (1, 2)):
        await before.executemany(FEW, [(amount,) for amount in amounts])
        await agree(before, await codes_of(before), ["children"], "2024-H1")
        await before.fetchval("select roll_up_statistics()")


@pytest.mark.parametrize("rolled_up", [False, True])
@pytest.mark.parametrize(
    ("figure", "chains"),
    [("visits", {"visits", "visits_by_place"}), ("children_paired", {"children_paired"}), ("people_served", set())],
)
async def test_of_a_family_is_worked_out_what_moved_and_no_more(
    before: asyncpg.Connection, figure: str, chains: set[str], *, rolled_up: bool
) -> None:
    parents = await plant(before, Random(1))  # noqa: S311  # repeatable
    await before.fetchval("select roll_up_statistics()")
    names = ["children", "children_paired", "visits", "visits_by_place"]
    asked = ([PROVINCE], described(names), None, None, SMALLEST_SHOWN)
    first = await before.fetchval(SHOWN, *asked)
    await before.execute(NO_MORE)
    assert await before.fetchval(SHOWN, *asked) == first
    await before.execute(WRITE, max(parents), figure)
    if rolled_up:
        await before.fetchval("select roll_up_statistics()")
    if chains:
        with pytest.raises(asyncpg.RaiseError) as raised:
            await before.fetchval(SHOWN, *asked)
        assert set(str(raised.value).partition(": ")[2].split()) == chains
    else:
        assert await before.fetchval(SHOWN, *asked) == first


async def test_no_more_tallies_are_read_than_the_family_has(before: asyncpg.Connection) -> None:
    """However many there are, and whatever plan was made when there were few."""
    await plant(before, Random(1), size=16)  # noqa: S311  # repeatable
    await before.fetchval("select roll_up_statistics()")
    await before.execute(MANY_TALLIES)
    await before.execute("vacuum analyze statistics_rollups")
    of_family = await before.fetchval(
        "select count(*) from statistics_rollups join tenants on code = tenant_code where $1 in (code, parent_code)",
        PROVINCE,
    )
    for days in ((date(2024, 1, 1), date(2024, 7, 1)), (None, None)):
        async with before.transaction():
            scans, read = await before.fetchrow(READ_OF_TALLIES)
            asked = (PROVINCE, described(["children", "visits", "visits_by_place"]), *days, SMALLEST_SHOWN)
            await before.fetchval("select splits_in_family($1, $2::text::jsonb, $3, $4, $5)", *asked)
            scans_then, read_then = await before.fetchrow(READ_OF_TALLIES)
        assert scans_then == scans
        assert 0 < read_then - read <= of_family


async def test_between_writers_every_snapshot_is_shown_what_the_whole_tree_gives(
    before: asyncpg.Connection, database: ScratchDatabase
) -> None:
    """One reader, who remembers, while others write, roll up and undo."""
    random = Random(5)  # noqa: S311  # repeatable
    await plant(before, random)
    codes = await codes_of(before)
    writers = [await asyncpg.connect(database.owner_url) for _ in range(3)]
    # They write while the reader reads, and no faster: else their statements alone take the machine.
    turns, reading = asyncio.Semaphore(0), True

    async def write(connection: asyncpg.Connection) -> int:
        written = 0
        while await turns.acquire() and reading:
            transaction = connection.transaction()
            await transaction.start()
            for _ in range(random.randint(1, 3)):
                figure = random.choice(("children", "children_paired", "visits", "pairings"))
                month = date(2024, random.randint(1, 7), 1)
                await connection.execute(DELTA, figure, month, random.choice((1, 2, 5, -1)), str(random.random()))
            if random.random() < 1 / 3:
                await connection.fetchval("select roll_up_statistics()")
            await (transaction.rollback() if random.random() < 1 / 4 else transaction.commit())
            written += 1
        return written

    writing = [asyncio.create_task(write(connection)) for connection in writers]
    for _ in range(60):
        async with before.transaction(isolation="repeatable_read"):
            for period in ("2024-H1", "2024-02", None):
                give_turns(turns, 3 * len(writers))
                await agree(before, codes, sorted(CHAINS), period)
    reading = False
    give_turns(turns, len(writers))
    assert min(await asyncio.gather(*writing)) > 0
    for connection in writers:
        await connection.close()


async def test_no_more_is_remembered_than_there_are_places_for(before: asyncpg.Connection) -> None:
    await plant(before, Random(2))  # noqa: S311  # repeatable
    for smallest in range(2, 400):
        asked = ([PROVINCE], described(["children"]), None, None, smallest)
        await before.fetchval(SHOWN, *asked)
    places, octets = await before.fetchrow(MEMORY)
    assert (places > 150, octets < 200 * places) == (True, True)


@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER"])
def test_who_sees_the_records_pays_nothing(role: str) -> None:
    assert hideable_fields(load_policy()[role]) == {}


def test_people_served_and_supported_are_hidden_from_whom_may_not_read_the_activities_and_deliveries_they_sum() -> None:
    """Access rule 7 is about staff without access to the records: an auditor has none, the others read these."""
    acts = {"people_served", "people_supported"}
    assert acts <= hideable_fields(load_policy()["AUDITOR"]).keys()
    for role in ("ANALYST", "PROJECT_MANAGER"):
        assert hideable_fields(load_policy()[role]).keys() & acts == set()
