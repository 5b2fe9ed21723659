"""Figures as the tenants stand now are those of the same records, had the tenants of today always kept them."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import pytest

from schema.caller import Caller
from schema.engine.engine import Engine
from tenants.clock import today
from tenants.database.transactions import Database
from tenants.errors import Forbidden
from tenants.hierarchy.loading import load_tenants
from tenants.hierarchy.succeeding import succeed
from tests.callers import add_caller, ask
from tests.conftest import ScratchDatabase
from tests.keys import KEYS
from tests.tenants.hierarchy.test_succeeding import (
    AFTER,
    BEFORE,
    CHILDREN,
    DAY,
    MOTHER,
    MOVED,
    NEEDS,
    NEW,
    OLD,
    PAIRINGS,
    VISITS,
)
from tests.tenants.statistics.reading import FIGURES
from tests.tenants.statistics.recount import Rows, days_of, fetch_rows, recount

PROVINCE, CITY = 330000000000, 330100000000
WORK = """
insert into venues (id, tenant_code, name, kind, opened_on)
    select gen_random_uuid(), code, 'v', 'WORKSTATION', '2024-01-10' from tenants where level = 'VILLAGE';
insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on, parents_served, children_served,
        venue_id)
    select gen_random_uuid(), tenant_code, 'a', 'LECTURE', 'SAFETY', '2024-04-01', '2024-04-01', 3, 9, id from venues;
insert into attendances (id, tenant_code, child_id, activity_id, attended_on)
    select gen_random_uuid(), c.tenant_code, c.id, a.id, a.held_on
    from activities a cross join lateral (
        select * from children c where c.tenant_code = a.tenant_code and c.closed_on is null order by id limit 4) c;
insert into projects (id, tenant_code, name, started_on) values (gen_random_uuid(), 330127000000, 'p', '2024-02-01');
insert into donations (id, tenant_code, project_id, received_on, amount)
    select gen_random_uuid(), tenant_code, id, '2024-03-01', 100.50 from projects;
"""
# A village went into its neighbour, the county got another code, and the neighbour went into a third village.
PARTS = {
    OLD: NEW,
    330127100001: 330199100003,
    330127100002: 330199100003,
    330199100002: 330199100003,
    **{330127100000 + n: 330199100000 + n for n in (3, 4, 5)},
}
PERIODS = ("2024-01", "2024-04", "2024-06", "2024-07", "2024-H1", "2024")
WHOLE = "2024"
READ = f"""query ($units: StatisticsUnits) {{ tenants(first: 200) {{ nodes {{ code
    statistics(period: "{WHOLE}", units: $units) {{ {" ".join(one for is_listed, one in FIGURES if is_listed)} }}
    statisticsByPeriod(periods: [{", ".join(f'"{one}"' for one in PERIODS)}], units: $units) {{
        {" ".join(one for is_listed, one in FIGURES if not is_listed and one != "suppressed")} }} }} }} }}"""
LISTED = {one.split("(")[0] for is_listed, one in FIGURES if is_listed}
ONE = (
    "query ($code: DivisionCode!, $units: StatisticsUnits) { tenant(code: $code) { statistics(units: $units) { %s } } }"
)


@dataclass(frozen=True)
class Province:
    """A database with its readers."""

    owner: asyncpg.Connection
    database: Database
    engine: Engine
    director: Caller


@pytest.fixture
async def province(owner: asyncpg.Connection, database: ScratchDatabase, engine: Engine) -> AsyncIterator[Province]:
    await load_tenants(owner, BEFORE, DAY)
    await owner.execute(CHILDREN, 50)
    for keeper in (OLD, PROVINCE):
        await owner.execute(PAIRINGS, await owner.fetchval(MOTHER, keeper, keeper))
    await owner.execute(NEEDS)
    await owner.execute(VISITS)
    await owner.execute(WORK)
    pool = await Database.connect(database.application_url, pool_size=2, keys=KEYS)
    yield Province(owner, pool, engine, await add_caller(owner, pool, "DIRECTOR", PROVINCE))
    await pool.close()


async def test_a_past_figure_counts_for_who_has_its_part_now(province: Province) -> None:
    before = await read(province, "AS_THEN")
    # Nothing was taken over yet.
    assert await read(province, "AS_NOW") == before == counted(await fetch_rows(province.owner), before)
    await succeed(province.owner, 330127100001, [330127100002], MOVED)
    await load_tenants(province.owner, AFTER, MOVED, confirmed=True)
    await succeed(province.owner, 330199100002, [330199100003], date(2024, 7, 1))
    await province.owner.execute("update tenants set closed_on = '2024-07-01' where code = 330199100002")
    rows = await fetch_rows(province.owner)
    now = await read(province, "AS_NOW")
    assert {*PARTS, *PARTS.values()} < set(now)
    assert now == counted(restated(rows), now)
    # Rolled up as well; and what was reported stands.
    await province.owner.execute("select roll_up_statistics()")
    assert await read(province, "AS_NOW") == now
    then = await read(province, None)
    assert then == counted(rows, then)
    assert [then[OLD][period] for period in PERIODS[:2]] == [before[OLD][period] for period in PERIODS[:2]]
    assert (then[OLD][WHOLE]["visits"], now[OLD][WHOLE]["visits"], now[NEW][WHOLE]["visits"]) == (120, 0, 120)
    # One that is open again stands for itself.
    reopened = 330127100004
    await province.owner.execute("update tenants set closed_on = null where code = $1", reopened)
    assert (await read(province, "AS_NOW"))[reopened] == then[reopened] != now[reopened]


async def test_who_may_ask_for_it(province: Province) -> None:
    await load_tenants(province.owner, AFTER, MOVED, confirmed=True)
    callers = {
        role: await add_caller(province.owner, province.database, role, NEW)
        for role in ("DIRECTOR", "CASEWORKER", "ANALYST", "PROJECT_MANAGER", "AUDITOR")
    }
    for role, caller in callers.items():
        then = await ask(province.engine, caller, ONE % "visits projects", {"code": str(NEW), "units": "AS_THEN"})
        # What was done stays where it was done; what goes on went over.
        assert then["tenant"]["statistics"] == {"visits": 0, "projects": 1}
        asked = {"code": str(NEW), "units": "AS_NOW"}
        if role in ("DIRECTOR", "CASEWORKER"):
            now = await ask(province.engine, caller, ONE % "visits projects", asked)
            assert now["tenant"]["statistics"] == {"visits": 120, "projects": 1}
            # Of the old one she is told the name, and no figure.
            old = await ask(province.engine, caller, ONE % "visits", {**asked, "code": str(OLD)})
            assert old["tenant"] == {"statistics": None}
            continue
        for text in (ONE, ONE.replace("units: $units)", "units: AS_NOW)").replace(", $units: StatisticsUnits", "")):
            with pytest.raises(Forbidden):
                await ask(province.engine, caller, text % "visits", asked)
        # Nor by the function below.
        async with province.database.reading(caller.actor) as reading:
            assert await reading.connection.fetch("select * from taken_over($1, true)", NEW) == []
    async with province.database.reading(callers["DIRECTOR"].actor) as reading:
        for elsewhere in (OLD, CITY, PROVINCE):
            assert await reading.connection.fetch("select * from taken_over($1, true)", elsewhere) == []
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await reading.connection.fetch("select * from present_units()")


async def read(province: Province, units: str | None) -> dict[int, Any]:
    """Of every tenant and period."""
    nodes = (await ask(province.engine, province.director, READ, {"units": units}))["tenants"]["nodes"]
    return {
        int(one["code"]): {**dict(zip(PERIODS, one["statisticsByPeriod"], strict=True)), "listed": one["statistics"]}
        for one in nodes
    }


def counted(rows: Rows, tenants: Iterable[int]) -> dict[int, Any]:
    return {tenant: counted_of(rows, tenant) for tenant in tenants}


def counted_of(rows: Rows, tenant: int) -> dict[str, Any]:
    whole = {period: recount(rows, tenant, days_of(period, today())) for period in PERIODS}
    parts = {period: {name: of[name] for name in of.keys() - LISTED} for period, of in whole.items()}
    return {**parts, "listed": {name: whole[WHOLE][name] for name in LISTED}}


def restated(rows: Rows) -> Rows:
    """The same records, had today's tenants always kept them."""
    return {table: [restate(row) for row in of] for table, of in rows.items()}


def restate(row: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(row)
    for name in ("tenant_code", "fund_code", "counted_in"):
        if made.get(name):
            made[name] = PARTS.get(made[name], made[name])
    for name in ("stays", "handed_over"):
        if made.get(name):
            spans = json.loads(made[name]) if isinstance(made[name], str) else made[name]
            made[name] = [{**one, "tenant": PARTS.get(one["tenant"], one["tenant"])} for one in spans]
    return made
