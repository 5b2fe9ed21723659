"""What is measured once: loading, verifying, recounting, and this project at 500 connections or at a constant rate."""

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from api import embedded
from bench.database import World
from bench.load import Measured, closed_loop, open_loop
from bench.sides import Server
from bench.works import Work
from migrations.run import upgrade
from tenants.database.owner import owner_connection
from tenants.demo.loading import load_demo, made_ahead
from tenants.demo.making import make_parts
from tenants.demo.province import division_lines
from tenants.demo.records import COLUMNS
from tenants.encryption.keys import Keys
from tenants.hierarchy.loading import load_tenants

SCRATCH = "bench_scratch"
RECOUNT = """
select t.code, f.* from tenants t
cross join lateral bench.figures_between(t.code, t.code_end, '2024-01-01', '2024-07-01') f
where t.code = $1 or t.parent_code = $1
"""


async def timed(work: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


@asynccontextmanager
async def scratch(addresses: embedded.Addresses) -> AsyncIterator[str]:
    """The owner's URL of a migrated database of its own."""
    owner = await asyncpg.connect(addresses.owner_url, database="postgres")
    await owner.execute(f"drop database if exists {SCRATCH}")
    await owner.execute(f"create database {SCRATCH}")
    url = addresses.owner_url.replace(f"/{embedded.DATABASE}?", f"/{SCRATCH}?")
    try:
        await upgrade(url, embedded.APPLICATION)
        yield url
    finally:
        await owner.execute(f"drop database {SCRATCH}")
        await owner.close()


async def load_all(url: str, keys: Keys) -> None:
    with made_ahead(keys) as parts:
        await load_demo(url, parts, progress=lambda _: None)


async def loading(world: World) -> dict[str, float]:
    """Rows a second of the demo's own loading, and of COPY of the same rows into tables without anything."""
    async with scratch(world.addresses) as url, owner_connection(url) as owner:
        tree = await timed(lambda: load_tenants(owner, division_lines()))
    async with scratch(world.addresses) as url:
        whole = await timed(lambda: load_all(url, Keys.read(*world.keys)))
    async with scratch(world.addresses) as url, owner_connection(url) as owner:
        for table, columns in COLUMNS.items():
            like = f"select {', '.join(columns)} from {table} with no data"  # noqa: S608  # names of ours
            await owner.execute(f"create table bare_{table} as {like}")
        making, copying, rows = 0.0, 0.0, 0
        parts = make_parts()
        while True:
            began = time.perf_counter()
            part = next(parts, None)
            making += time.perf_counter() - began
            if part is None:
                break
            began = time.perf_counter()
            for table, columns in COLUMNS.items():
                records = getattr(part, table)
                rows += len(records)
                await owner.copy_records_to_table(f"bare_{table}", records=records, columns=columns)
            copying += time.perf_counter() - began
    return {
        "tree_seconds": tree,
        "demo_seconds": whole,
        "rows": rows,
        "demo_rows_per_second": rows / whole,
        "copy_rows_per_second": rows / copying,
        "making_seconds": making,
    }


async def verifying(world: World) -> float:
    """Seconds of `circle statistics verify`'s statement; what differs is an error."""
    async with owner_connection(world.addresses.owner_url) as owner:
        began = time.perf_counter()
        differences = await owner.fetch("select * from statistics_differences()")
        took = time.perf_counter() - began
    if differences:
        raise AssertionError(f"{len(differences)} figures differ from their records")
    return took


async def recounting(world: World) -> list[float]:
    """Seconds of five live recounts of the province and its cities, by the owner, whom no row security slows down."""
    actor = world.users["analyst"]
    async with owner_connection(world.addresses.owner_url) as owner:
        await owner.execute("select act_as('ANALYST', $1, $2, null, null, null)", actor.low, actor.high)
        return [await timed(lambda: owner.fetch(RECOUNT, actor.low)) for _ in range(5)]


def constant_rate(servers: list[Server], work: Work, rate: float, seconds: float, rounds: int) -> list[dict[str, Any]]:
    """The latency of each side at the same rate of arrivals, corrected for what waits; each is warm before."""
    seen: list[tuple[str, Measured]] = []
    for _ in range(rounds):
        for server in servers:
            requests = server.side.requests(work)
            closed_loop(server, requests, 64, 1)
            seen.append((server.side.name, open_loop(server, requests, rate, seconds)))
            server.rest()
    return [
        {
            "side": name,
            "work": work.name,
            "rate": rate,
            **{
                field: statistics.median(getattr(one, field) for side, one in seen if side == name)
                for field in ("p50", "p99", "errors")
            },
        }
        for name in dict(seen)
    ]
