"""The figures of every tenant in every period, as a client reads them, and whether they are right."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

import asyncpg
from graphql import GraphQLField, GraphQLObjectType, get_named_type

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine.engine import Engine
from tenants.reading.names import camel
from tenants.records.target.kind import OF_PROGRAMMES
from tenants.statistics import indicators
from tenants.statistics.verifying import find_differences
from tests.callers import ask
from tests.tenants.statistics.balances import unbalanced
from tests.tenants.statistics.recount import Figures, days_of, fetch_rows, recount
from tests.tenants.statistics.tree import TENANTS, ZHEJIANG

PERIODS: Sequence[str | None] = (
    None,
    "2023-12",
    *(f"2024-{month:02d}" for month in range(1, 8)),
    *("2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3", "2023-H2", "2024-H1", "2024-H2", "2022", "2023", "2024"),
)
# Of these alone who reads asks for what is listed by records, which is as much to ask as all else.
LISTED = (None, "2024-02", "2024-Q2", "2023")
# Half of the others are read one by one, half of them by one field.
TOGETHER = [period for period in PERIODS if period not in LISTED and period][::2]
ALIASES = {f"p{number}": period for number, period in enumerate(PERIODS) if period not in TOGETHER}
STATISTICS = cast("GraphQLObjectType", graphql_schema().type_map["Statistics"])
# What an entry of a list calls its record.
RECORDS = {camel(by.kind.single) for by in indicators.BY_RECORD.values()}


def selected(name: str, of: GraphQLField) -> str:
    """A figure and all of its parts, without what there is to a record."""
    type_ = get_named_type(of.type)
    if name in RECORDS:
        return f"{name} {{ id }}"
    if not isinstance(type_, GraphQLObjectType):
        return name
    inner = " ".join(selected(inner, one) for inner, one in type_.fields.items())
    return f"{name}(first: 200) {{ {inner} }}" if "rest" in type_.fields else f"{name} {{ {inner} }}"


def statistics_of(alias: str, period: str | None) -> str:
    fragments = "...all ...listed" if period in LISTED else "...all"
    return f"{alias}: statistics{f'(period: {quoted(period)})' if period else ''} {{ {fragments} }}"


def quoted(text: str) -> str:
    return f'"{text}"'


BY_RECORD = {camel(name) for name in indicators.BY_RECORD}
FIGURES = [(name in BY_RECORD, selected(name, of)) for name, of in STATISTICS.fields.items()]
BY_PERIOD = f"statisticsByPeriod(periods: [{', '.join(map(quoted, TOGETHER))}]) {{ ...all }}"
PERIODIC = " ".join([*(statistics_of(alias, period) for alias, period in ALIASES.items()), BY_PERIOD])
# Below the province alone: each province has its own reader.
EVERYTHING = f"""{{ tenants(first: 200) {{ nodes {{ code {PERIODIC} }} }} }}
    fragment all on Statistics {{ {" ".join(one for listed, one in FIGURES if not listed)} }}
    fragment listed on Statistics {{ {" ".join(one for listed, one in FIGURES if listed)} }}"""

OF_QUARTER = "2024-Q2"
PARTS = """select t.code, p.id, f.figure, s.amount
    from tenants t join programmes p on p.tenant_code / 10000000000 = t.code / 10000000000
    cross join targeted_figures f cross join lateral shown_figure(t.code, f.indicator, period_days($1), '{}', p.id) s
    where f.indicator = any ($2)"""
All = dict[int, dict[str | None, Figures]]


async def read_everything(engine: Engine, readers: Sequence[Caller]) -> All:
    answers = [(await ask(engine, reader, EVERYTHING))["tenants"]["nodes"] for reader in readers]
    return {
        int(node["code"]): {
            **{period: node[alias] for alias, period in ALIASES.items()},
            # Hidden from who is below.
            **dict(zip(TOGETHER, node["statisticsByPeriod"] or [None] * len(TOGETHER), strict=True)),
        }
        for nodes in answers
        for node in nodes
    }


async def recount_everything(owner: asyncpg.Connection) -> All:
    rows = await fetch_rows(owner)
    today: date = await owner.fetchval("select today()")
    return {tenant: {period: recount(rows, tenant, days_of(period, today)) for period in PERIODS} for tenant in TENANTS}


async def assert_right(owner: asyncpg.Connection, engine: Engine, readers: Sequence[Caller]) -> None:
    """What clients read is what the records say, rolled up or not; the recount of the database agrees."""
    differences = await find_differences(owner)
    assert not differences, "\n".join(map(str, differences))
    assert await owner.fetch("select * from account_differences()") == []
    assert unbalanced(await fetch_rows(owner)) == {}
    expected, found = await recount_everything(owner), await read_everything(engine, readers)
    assert set(found) == set(expected)
    assert set(expected[ZHEJIANG][None]) == set(STATISTICS.fields) - {"suppressed"}
    await assert_parts_right(owner, expected)
    wrong = {
        (tenant, period, figure): (found[tenant][period][figure], value)
        for tenant, periods in expected.items()
        for period, figures in periods.items()
        for figure, value in figures.items()
        if figure not in BY_RECORD or period in LISTED
        if found[tenant][period][figure] != value
    }
    assert wrong == {}


async def assert_parts_right(owner: asyncpg.Connection, expected: All) -> None:
    """What a target of a programme is met by, at every tenant, is what is counted for the programme and its parts."""
    rows = await owner.fetch(PARTS, OF_QUARTER, [one.value for one in OF_PROGRAMMES])
    found = {(row["code"], row["figure"], str(row["id"])): row["amount"] for row in rows}
    listed = {
        (tenant, figure, node["programme"]["id"]): int(Decimal(node["withParts"]))
        for tenant, periods in expected.items()
        for figure in {figure for _, figure, _ in found}
        for node in cast("Any", periods[OF_QUARTER][camel(f"{figure}_by_programme")])["nodes"]
    }
    assert found == {key: listed.get(key, 0) for key in found}
