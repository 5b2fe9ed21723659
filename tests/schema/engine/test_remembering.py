"""Thousands of valid operations, no two alike, leave the memory of the worker and of PostgreSQL where it was."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from cachetools import Cache

from schema.build import graphql_schema
from schema.caller import Caller
from schema.engine import engine as engine_module
from schema.engine import operation as operation_module
from schema.engine.engine import Engine
from tenants.database.actor_sql import with_literals, with_parameters
from tenants.database.prepared import MOST_PREPARED
from tests.conftest import ScratchDatabase
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import COUNTY, PROVINCE
from tests.schema.engine.records_world import World, open_world

pytestmark = pytest.mark.long

FIELDS = ("id", "name", "sex", "birthDate", "category", "state", "riskLevel", "identifiedOn", "closedOn", "version")
BACKEND = "select pid from pg_stat_activity where usename = 'circle_application' and datname = current_database()"
GROWTH = 15_000_000
# What PostgreSQL's process takes for a character of a statement that it keeps prepared, and some more.
BYTES_A_CHARACTER = 200


@pytest.fixture(scope="module")
async def world(module_database: ScratchDatabase) -> AsyncIterator[World]:
    """Its database has one connection."""
    opened = await open_world(module_database.owner_url, module_database.application_url, pool_size=1)
    yield opened
    await opened.database.close()


@pytest.fixture
async def memory(world: World) -> Callable[[], tuple[int, int]]:
    """The bytes that this process and the connection's have for themselves."""
    async with world.database.connection() as connection:
        backend = await connection.fetchval("select pg_backend_pid()")

    def measured() -> tuple[int, int]:
        return own_bytes(os.getpid()), own_bytes(backend)

    return measured


def own_bytes(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def operation(number: int, lists: int = 1) -> str:
    """One of a thousand and twenty-four for each number of lists."""
    fields = " ".join(name for place, name in enumerate(FIELDS) if number >> place & 1)
    return (
        "{ " + " ".join(f"a{n}: children(first: 2) {{ nodes {{ __typename {fields} }} }}" for n in range(lists)) + " }"
    )


@pytest.mark.parametrize(("role", "code"), [("CASEWORKER", COUNTY), ("DIRECTOR", PROVINCE)])
async def test_a_thousand_operations_take_no_more_than_the_first_hundred(
    world: World,
    memory: Callable[[], tuple[int, int]],
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    code: int,
) -> None:
    """Under a grant whose range is a parameter of the statement, and under one whose range stands in it."""
    monkeypatch.setattr(engine_module, "REMEMBERED_PLANS", 200_000)
    monkeypatch.setattr(operation_module, "REMEMBERED", 10_000)
    engine, caller = Engine(graphql_schema()), world.caller(role, code)
    await run(engine, caller, range(300))
    before = memory()
    await run(engine, caller, range(300, 1024))
    growth = [after - was for was, after in zip(before, memory(), strict=True)]
    assert max(growth) < GROWTH, growth


async def test_what_postgresql_keeps_prepared_is_bounded_by_its_size(
    world: World, memory: Callable[[], tuple[int, int]]
) -> None:
    """However large each statement is: forty of these would take a quarter of a gigabyte, in each connection."""
    engine, caller = Engine(graphql_schema()), world.caller("CASEWORKER", COUNTY)
    _, before = memory()
    await run(engine, caller, range(984, 1024), lists=20)
    _, after = memory()
    assert sum(plan.size for plan in engine.plans.kept.values()) > 3 * MOST_PREPARED
    assert after - before < MOST_PREPARED * BYTES_A_CHARACTER


@pytest.mark.parametrize("remembered", [with_parameters, with_literals])
def test_filled_statements_are_weighed(remembered: object) -> None:
    cache: Cache[object, object] = remembered.cache  # type: ignore[attr-defined]  # of cachetools
    assert cache.getsizeof is not Cache.getsizeof
    assert cache.maxsize <= 4_000_000


async def run(engine: Engine, caller: Caller, numbers: range, lists: int = 1) -> None:
    for number in numbers:
        await ask(engine, caller, operation(number, lists))
