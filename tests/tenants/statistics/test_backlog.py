"""However much is written at once: readers find few rows more, nothing is lost, and nobody waits for it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from tenants.hierarchy.loading import load_tenants
from tenants.statistics import rolling_up
from tenants.statistics.rolling_up import roll_up_deltas
from tenants.statistics.verifying import find_differences
from tests.conftest import ScratchDatabase
from tests.tenants.statistics.history import BEGINNING, Circle
from tests.tenants.statistics.test_histories import random_history
from tests.tenants.statistics.tree import CHUNAN, HANGZHOU, TENANTS, VILLAGE, ZHEJIANG, grow_tree

FEW = 1000
LEAVE_PENDING = "set local circle.pending = '-1000000000000'"
ACTIVITIES = """insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on, parents_served)
    select gen_random_uuid(), $1, '讲座', 'LECTURE', 'SAFETY', day, day, 3
    from (select date '2024-01-01' + n % 180 as day from generate_series(1, $2::integer) n) days"""
FEW_PENDING = """create or replace function few_pending() returns integer
    language sql immutable parallel safe return {}"""
MONTHS, FIGURES = 6, 2
BEHIND = """select (select count(*) from statistics_deltas) as pending,
    (select count(*) from statistics_rollups where tenant_code = $1 and batch <> 0) as in_batches,
    (select count(*) from statistics_batches) as batches"""
SERVED = """select sum(amount)::integer from statistics_rollups where tenant_code = $1 and figure = 'people_served'"""


@pytest.fixture
async def tree(owner: asyncpg.Connection) -> asyncpg.Connection:
    await grow_tree(owner)
    return owner


@pytest.fixture
async def other(database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.owner_url)
    yield connection
    await connection.close()


async def test_few_rows_stay_pending(tree: asyncpg.Connection) -> None:
    await tree.execute(ACTIVITIES, VILLAGE, FEW)
    assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (MONTHS * FIGURES, 0, 0)


@pytest.mark.parametrize("rows", [FEW + 1, 20 * FEW])
async def test_of_many_rows_a_reader_finds_one_a_figure_and_month(tree: asyncpg.Connection, rows: int) -> None:
    await tree.execute(ACTIVITIES, VILLAGE, rows)
    for code in (ZHEJIANG, HANGZHOU, CHUNAN, VILLAGE):
        assert tuple(await tree.fetchrow(BEHIND, code)) == (0, MONTHS * FIGURES, 1)
        assert await tree.fetchval(SERVED, code) == 3 * rows
    assert await find_differences(tree) == []


async def test_of_many_statements_of_a_transaction_a_few_changes_stay_pending(tree: asyncpg.Connection) -> None:
    async with tree.transaction():
        await tree.executemany(ACTIVITIES, [(VILLAGE, 1)] * 2 * FEW)
        pending, in_batches, batches = await tree.fetchrow(BEHIND, ZHEJIANG)
        assert pending <= FEW
        assert (in_batches, batches) == (3 * FIGURES, 3)
    assert await find_differences(tree) == []
    await roll_up_deltas(tree)
    assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (0, 0, 0)
    assert await tree.fetchval(SERVED, ZHEJIANG) == 3 * 2 * FEW
    assert await find_differences(tree) == []


async def test_the_pending_changes_of_others_are_left_to_them(
    tree: asyncpg.Connection, other: asyncpg.Connection
) -> None:
    await other.execute(ACTIVITIES, VILLAGE, 1)
    async with tree.transaction(isolation="serializable"):
        await tree.executemany(ACTIVITIES, [(CHUNAN, 1)] * (FEW + 1))
        # A large write that is under way holds up neither the folder nor another one.
        assert await asyncio.wait_for(roll_up_deltas(other), 5) == FIGURES
        await asyncio.wait_for(other.execute(ACTIVITIES, VILLAGE, FEW + 1), 5)
    assert await find_differences(tree) == []
    assert await tree.fetchval(SERVED, VILLAGE) == 3 * (FEW + 2)


async def test_what_is_undone_leaves_no_batch(tree: asyncpg.Connection) -> None:
    undone = tree.transaction()
    await undone.start()
    await tree.execute(ACTIVITIES, VILLAGE, 2 * FEW)
    await undone.rollback()
    assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (0, 0, 0)
    assert await find_differences(tree) == []


async def test_rolling_up_goes_in_steps_and_every_step_is_right(
    tree: asyncpg.Connection, other: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tree.execute(ACTIVITIES, VILLAGE, 2 * FEW)
    for village in (VILLAGE, CHUNAN):
        await tree.execute(ACTIVITIES, village, 20)
    steps: list[int] = []
    while not steps or steps[-1]:
        steps.append(await other.fetchval("select roll_up_statistics(7)"))
        assert await find_differences(tree) == []
    assert max(steps) <= 2 * 7
    assert len(steps) > 1
    assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (0, 0, 0)
    monkeypatch.setattr(rolling_up, "STEP", 7)
    await tree.execute(ACTIVITIES, VILLAGE, 2 * FEW)
    assert await roll_up_deltas(tree) == 5 * MONTHS * FIGURES


@pytest.mark.parametrize("steps", [0, 1, 5])
async def test_a_tenant_that_comes_between_counts_a_batch_once(owner: asyncpg.Connection, steps: int) -> None:
    """The batch has rows for its code before there is one, and may have been rolled up in part."""
    few = [f"{code},{name}" for code, name in TENANTS.items() if code in (ZHEJIANG, VILLAGE)]
    await load_tenants(owner, few, date(2020, 1, 1))
    await owner.execute(ACTIVITIES, VILLAGE, FEW + 1)
    for _ in range(steps):
        await owner.fetchval("select roll_up_statistics(3)")
    await grow_tree(owner)
    assert await find_differences(owner) == []
    await owner.execute(ACTIVITIES, VILLAGE, FEW + 1)
    await roll_up_deltas(owner)
    assert await find_differences(owner) == []
    assert await owner.fetchval(SERVED, CHUNAN) == 3 * 2 * (FEW + 1)


async def test_histories_of_large_writes(circle: Circle) -> None:
    """As every history, with two rows being many."""
    await circle.owner.execute(FEW_PENDING.format(2))
    try:
        for seed in range(3):
            await circle.begin()
            await circle.live([(name, (n, n + 1, n * 7, n * 13)) for n, name in enumerate(BEGINNING)])
            await circle.live(random_history(seed, 100))
            await circle.assert_right()
    finally:
        await circle.owner.execute(FEW_PENDING.format(FEW))


async def test_a_transaction_that_folds_in_the_end_may_leave_all_pending(tree: asyncpg.Connection) -> None:
    async with tree.transaction():
        await tree.execute(LEAVE_PENDING)
        await tree.execute(ACTIVITIES, VILLAGE, 2 * FEW)
        await tree.executemany(ACTIVITIES, [(VILLAGE, 1)] * FEW)
        assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (MONTHS * FIGURES + FEW * FIGURES, 0, 0)
        await tree.fetchval("select roll_up_statistics()")
    await tree.execute(ACTIVITIES, VILLAGE, 2 * FEW)
    assert tuple(await tree.fetchrow(BEHIND, ZHEJIANG)) == (0, MONTHS * FIGURES, 1)
    assert await find_differences(tree) == []
