"""A count and a filter cost what they look through: by the number of records, and by how far the caller's lists go."""

from collections.abc import Iterator, Mapping
from typing import Any

import asyncpg
import pytest

from schema.engine.engine import Engine, Request
from schema.engine.limits import DEFAULTS
from schema.engine.looking import RECORDS_A_VALUE
from tests.hostile.documents import fan
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import COUNTY, PROVINCE, VILLAGE
from tests.schema.engine.records_world import World

SIZES = {"children": 30_000, "visits": 180_000, "tenants": 27_000}
# What is asked, by whom, and what is looked through for it, in records.
LOOKS = [
    ("{ children { totalCount } }", PROVINCE, 30_000),
    ("{ children { totalCount } }", COUNTY, 1200),
    ("{ children { nodes { id } } }", PROVINCE, 0),
    ("{ children(filter: { paired: true }) { totalCount nodes { id } } }", PROVINCE, 60_000),
    ("{ children(filter: { paired: null }) { nodes { id } } }", PROVINCE, 0),
    ("{ children(order: IDENTIFIED_ON_ASC) { nodes { id } } }", PROVINCE, 0),
    ("{ children(order: LAST_VISITED_ON_ASC) { nodes { id } } }", PROVINCE, RECORDS_A_VALUE * 30_000),
    # Each record is in the range of one of the branches, and of one tenant of every level.
    ('{ tenant(code: "33") { branches(first: 50) { nodes { children { totalCount } } } } }', PROVINCE, 30_000),
    ("{ tenants(first: 200) { edges { node { children { totalCount } } } } }", PROVINCE, 5 * 30_000),
    ("{ tenant { ancestors { children { totalCount } } } }", COUNTY, 4 * 1200),
    ("{ tenants(first: 9) { nodes { ancestors { children { totalCount } } } } }", COUNTY, 9 * 4 * 1200),
    ("{ children(first: 7) { nodes { tenant { visits { totalCount } } } } }", PROVINCE, 7 * 180_000),
    ('{ tenant(code: "330127") { visits { totalCount } } }', PROVINCE, 7200),
    ("{ tenant { visits { totalCount } } }", PROVINCE, 180_000),
    # What hangs on one record is little.
    ("{ children(first: 200) { nodes { visits { totalCount } } } }", PROVINCE, 0),
]
MANY = fan(30, "ancestors { visits { totalCount } }")
COUNTS = [
    "{ children { totalCount } visits { totalCount } }",
    "{ tenants(first: 200) { totalCount nodes { children { totalCount } visits { totalCount } } } }",
    "{ tenants(first: 200) { nodes { branches(first: 200) { nodes { visits { totalCount } } } } } }",
    "{ tenants(first: 200) { nodes { ancestors { visits { totalCount } } parent { children { totalCount } } } } }",
    '{ tenant(code: "33") { branches { nodes { branches { nodes { ancestors { visits { totalCount } } } } } } } }',
    "{ visits(first: 200) { nodes { tenant { visits { totalCount } ancestors { children { totalCount } } } } } }",
    '{ nodes(ids: ["330100000000", "330100000000"]) { ... on Tenant { visits { totalCount } } } }',
]


@pytest.fixture
def sized(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world, as if it had as many records as a province."""
    monkeypatch.setattr(world.database, "sizes", SIZES)
    return world


def cost(engine: Engine, world: World, code: int, text: str) -> int:
    role = "DIRECTOR" if code in (PROVINCE, COUNTY) else "CASEWORKER"
    return engine.prepare(Request(text), world.caller(role, code)).cost


@pytest.mark.parametrize("asked", LOOKS, ids=str)
def test_what_is_looked_through_costs(
    sized: World, engine: Engine, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, int, int]
) -> None:
    text, code, looked = asked
    costs = cost(engine, sized, code, text)
    monkeypatch.setattr(sized.database, "sizes", {})
    assert costs - cost(engine, sized, code, text) == looked // RECORDS_A_VALUE


async def test_counting_over_and_over_is_refused_to_whom_it_takes_long(sized: World, engine: Engine) -> None:
    text = f'{{ tenant(code: "{VILLAGE}") {MANY} }}'
    assert await refusal(engine, sized.caller("DIRECTOR", PROVINCE), text) == "cost"
    assert (await refusal(engine, sized.caller("CASEWORKER", VILLAGE), text)).startswith("answered")
    assert cost(engine, sized, PROVINCE, "{ children { totalCount } }") < DEFAULTS.cost // 100


def counts_in(value: Any) -> Iterator[int]:  # noqa: ANN401  # JSON
    if isinstance(value, Mapping):
        yield from (inner for key, inner in value.items() if key == "totalCount")
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from counts_in(inner)


@pytest.mark.parametrize("text", COUNTS)
async def test_no_more_is_counted_than_it_costs(
    world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """What the answer counts was looked through; of the tables here, all is in the range of a province."""
    owner = await asyncpg.connect(world.owner_url)
    rows = {table: await owner.fetchval(f"select count(*) from {table}") for table in SIZES}
    await owner.close()
    monkeypatch.setattr(world.database, "sizes", rows)
    answer = await ask(engine, world.caller("DIRECTOR", PROVINCE), text)
    assert (counted := sum(counts_in(answer))) > 0
    assert counted <= RECORDS_A_VALUE * cost(engine, world, PROVINCE, text)


async def test_sizes_are_what_the_planner_knows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.database, "sizes", {})
    owner = await asyncpg.connect(world.owner_url)
    await owner.execute("analyze children")
    rows = await owner.fetchval("select count(*) from children")
    await owner.close()
    await world.database.ask_sizes()
    assert world.database.sizes["children"] == rows
