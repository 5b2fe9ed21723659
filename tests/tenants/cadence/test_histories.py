"""Duties, figures and agendas against brute force, after every step of random histories and on days to come."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import asyncpg
import pytest

from tests.tenants.cadence.brute_force import Owed, is_within
from tests.tenants.cadence.history import TENANTS, History

FIGURES = ("obliged", "waived", "fulfilled", "late", "missed", "overdue", "open")
NOTHING_BEFORE = (date(1, 1, 1), 0, "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000")
AGENDA = """select due, tenant_code, child_id, item_id, starts from agenda_of_range(
    $1, division_end($1), '-infinity', $2, null, null, null, $3, $4, $5, $6, $7, $8)"""
OF_CHILDREN = """select due, tenant_code, child_id, item_id, starts from agenda_of_children(
    $1, '-infinity', $2, null, null, null, 1000, '-infinity', 0, $3, $4, $5)"""
DUTIES = "select * from duty_differences(array(select id from children))"
KEPT = """select tenant_code, child_id, item_id, calendar, once, days, obliged, waived, released, fulfilled, late
    from duties order by child_id, item_id, tenant_code"""
ROLLED_UP = """select * from duty_rollups where (owed, waived, fulfilled, late) <> (0, 0, 0, 0)
    order by tenant_code, item_id, starts"""


@pytest.fixture
async def history(owner: asyncpg.Connection, request: pytest.FixtureRequest) -> History:
    made = History(owner, Random(request.param))  # noqa: S311  # repeatable
    await made.begin()
    return made


def figures(owed: list[Owed], tenant: int, since: date, until: date, on: date) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = {}
    for one in owed:
        if since <= one.window.due < until and is_within(one.tenant, tenant):
            counted = found.setdefault(one.item, Counter())
            counted.update(["obliged", one.state(on), *(["late"] if one.late else [])])
    return found


def entries(owed: list[Owed], on: date, until: date) -> list[tuple[Any, ...]]:
    listed = (one for one in owed if one.state(on) in {"overdue", "open"} and one.window.due <= until)
    return sorted((one.window.due, one.tenant, one.child, one.item, one.window.starts) for one in listed)


async def compare_figures(history: History, owed: list[Owed]) -> None:
    random = history.random
    tenant, on = random.choice(TENANTS), history.today + timedelta(random.choice((0, 0, 1, 7, 40, 300)))
    year, month, months = random.randrange(2023, 2026), random.randrange(12), random.choice((1, 3, 6, 12))
    since, end = date(year, month + 1, 1), month + months
    until = date(year + end // 12, end % 12 + 1, 1)
    rows = await history.owner.fetch("select * from compliance_of($1, $2, $3, $4)", tenant, since, until, on)
    found = {row["item_id"]: Counter({name: row[name] for name in FIGURES if row[name]}) for row in rows}
    assert found == figures(owed, tenant, since, until, on), (tenant, since, until, on)


async def compare_agenda(history: History, owed: list[Owed]) -> None:
    """The agenda of a tenant, whole and page by page, and of one child."""
    random, owner = history.random, history.owner
    tenant, on = random.choice(TENANTS), history.today + timedelta(random.choice((0, 0, 1, 9, 100)))
    until = on + timedelta(random.choice((0, 7, 30)))
    expected = [one for one in entries(owed, on, until) if is_within(one[1], tenant)]
    after: tuple[Any, ...] = NOTHING_BEFORE
    found: list[tuple[Any, ...]] = []
    size = random.choice((3, 1000))
    while True:
        page = [tuple(row) for row in await owner.fetch(AGENDA, tenant, until, size, *after, on)]
        found += page
        if len(page) < size:
            break
        after = page[-1][:4]
    assert found == expected, (tenant, on, until)
    if history.children:
        child = random.choice(history.children).id
        rows = await owner.fetch(OF_CHILDREN, [child], until, *NOTHING_BEFORE[2:], on)
        of_child = [one for one in entries(owed, on, until) if one[2] == child]
        assert [tuple(row) for row in rows] == of_child, (child, on, until)


async def compare_made_all_at_once(history: History) -> None:
    """Duties and figures made anew, some children at once, with what step after step has made of them."""
    owner = history.owner
    await owner.fetchval("select roll_up_duties()")
    kept, rolled_up = await owner.fetch(KEPT), await owner.fetch(ROLLED_UP)
    assert kept
    assert rolled_up
    await owner.execute("delete from duties")
    await owner.fetchval("select roll_up_duties()")
    assert await owner.fetch(ROLLED_UP) == []
    await owner.execute(
        "insert into duty_backlog (tenant_code, code) values (330000000000, null), (330100000000, 'CALL')"
    )
    steps = 1
    while await owner.fetchval("select work_off_duties($1)", history.random.randrange(1, 9)):
        steps += 1
    assert steps > len(history.children) / 9
    await owner.fetchval("select roll_up_duties()")
    assert await owner.fetch(KEPT) == kept
    assert await owner.fetch(ROLLED_UP) == rolled_up


@pytest.mark.parametrize("history", range(2), indirect=True)
async def test_what_is_owed_and_done_is_what_brute_force_finds(history: History) -> None:
    for number in range(120):
        done = await history.step()
        owed = history.owed()
        try:
            await compare_figures(history, owed)
            await compare_agenda(history, owed)
            assert await history.owner.fetch(DUTIES) == []
        except AssertionError as error:
            raise AssertionError(f"step {number}, {done}, {history.today}") from error
    assert await history.owner.fetch("select * from duty_rollup_differences()") == []
    await compare_made_all_at_once(history)
