"""Figures read while much is pending: what each read takes of the processors, and how long it is worked off.

Alone: `python -m bench.backlog`, in some minutes (SECONDS=, WORKS=). What is pending is shares of the demo's visits: as
one statement leaves them, as statements of a thousand rows each do, and row by row. First, how long each read takes
while they come row by row and a server rolls them up, as it always does; then while nobody does.
"""

import asyncio
import time
from statistics import median, quantiles

import asyncpg
from typer import echo

from bench import client
from bench.alone import serving_alone
from bench.beside import FIGURES, Read, reads
from bench.database import World
from bench.parameters import DATA, Parameters
from bench.processes import cpu_seconds
from bench.ratios import shown
from bench.sides import Server
from tenants.database.owner import owner_session
from tenants.statistics.rolling_up import roll_up_deltas

BACKLOGS = (1_000, 50_000, 1_000_000)
MIDDLE = BACKLOGS[1]
THOUSAND = 1_000
# How many rows a statement writes; more than a thousand are a batch.
WAYS = {"in one statement": max(BACKLOGS), "by thousands": THOUSAND, "row by row": 1}
# A server rolls up each second; here nobody does while reads are measured.
NOBODY_ROLLS_UP = {"CIRCLE_BACKGROUND_SECONDS": "86400"}
LEAD_IN_SECONDS = 1
SHARES = """
create temporary table shares as
select (s.*)::statistics_share as share, row_number() over (order by md5(v.id::text)) as number
from visits v, shares_of(v) s;
create unique index on shares (number); analyze shares
"""
PENDING = "select exists (select from statistics_deltas) or exists (select from statistics_batches)"
ADD = """
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select (s.share).tenant_code, (s.share).figure, (s.share).dimension, (s.share).month, $3 * (s.share).amount
from generate_series($1::bigint, $2 - 1) wanted
join shares s on s.number = wanted % (select count(*) from shares) + 1
"""


async def add(owner: asyncpg.Connection, count: int, at_once: int, sign: int = 1) -> None:
    """So many changes, by statements of so many rows each, with what the triggers do where that is more than few."""
    for first in range(0, count, max(at_once, THOUSAND)):
        async with owner.transaction():
            await owner.execute(ADD, first, min(first + max(at_once, THOUSAND), count), sign)
            if at_once >= THOUSAND and count > THOUSAND:
                await owner.execute("select batch_pending()")
    if at_once > THOUSAND:
        # The triggers would not have written there at all.
        await owner.execute("vacuum statistics_deltas")


async def work_off(owner: asyncpg.Connection) -> float:
    """How many seconds it takes."""
    began = time.monotonic()
    await roll_up_deltas(owner)
    took = time.monotonic() - began
    await owner.execute("vacuum analyze statistics_deltas, statistics_rollups, statistics_batches")
    return took


async def milliseconds(world: World, server: Server, read: Read, seconds: float) -> float:
    """Of the processors, by server and database, for one answer: whoever else is at work is not in it."""
    cluster = DATA / f"scale-{world.scale}" / "postgresql"
    processes = server.process.pid, int((cluster / "postmaster.pid").read_text().split()[0])
    requests = server.side.requests(read.work)
    await client.closed_loop(server.port, requests, 1, LEAD_IN_SECONDS)
    before = sum(map(cpu_seconds, processes))
    answers: int = (await client.closed_loop(server.port, requests, 1, seconds))["answers"]
    return 1000 * (sum(map(cpu_seconds, processes)) - before) / answers


async def measure(world: World, server: Server, parameters: Parameters) -> None:
    """Prints a row for each backlog; what was added is taken away again."""
    asked = await reads(world, parameters.works or [name for name, *_ in FIGURES])
    echo(row("pending", *(read.name for read in asked), "worked off in s"))
    echo(row(*("---" for _ in range(len(asked) + 2))))
    async with owner_session(world.addresses.owner_url) as owner:
        await owner.execute(SHARES)
        await work_off(owner)
        usual = [await milliseconds(world, server, read, parameters.seconds) for read in asked]
        echo(row("nothing", *(f"{one:.1f} ms" for one in usual), ""))
        for count in BACKLOGS:
            for way, at_once in WAYS.items():
                await add(owner, count, at_once)
                found = [await milliseconds(world, server, read, parameters.seconds) for read in asked]
                times = [shown(one / before) for one, before in zip(found, usual, strict=True)]
                echo(row(f"{count:,} {way}", *times, f"{await work_off(owner):.1f}"))
                await add(owner, count, max(BACKLOGS), -1)
                await work_off(owner)


async def watch(world: World, server: Server, parameters: Parameters) -> None:
    """Prints a row for each read: what answers take while many changes come and are worked off."""
    echo(row("read", "usual ms", "meanwhile p50", "p99", "longest", "times the usual p50", "worked off after s"))
    echo(row(*("---" for _ in range(7))))
    async with owner_session(world.addresses.owner_url) as owner, owner_session(world.addresses.owner_url) as looking:
        await owner.execute(SHARES)
        for read in await reads(world, parameters.works or [name for name, *_ in FIGURES]):
            asking = Asking(server, read)
            usual = await asking.until(asyncio.create_task(asyncio.sleep(parameters.seconds)))
            began = time.monotonic()
            found = await asking.until(asyncio.create_task(come_and_go(owner, looking)))
            p50, p99 = (quantiles(found, n=100)[place] for place in (49, 98))
            values = (median(usual), p50, p99, max(found))
            times = f"{p50 / median(usual):.1f}, {p99 / median(usual):.1f}"
            echo(row(read.name, *map(shown, values), times, f"{time.monotonic() - began:.1f}"))
            await add(owner, MIDDLE, max(BACKLOGS), -1)
            await gone(looking)


async def come_and_go(owner: asyncpg.Connection, looking: asyncpg.Connection) -> None:
    await add(owner, MIDDLE, 1)
    await gone(looking)


async def gone(looking: asyncpg.Connection) -> None:
    """Comes back once a server has rolled up all that was pending."""
    while await looking.fetchval(PENDING):  # noqa: ASYNC110  # of the database, which tells nobody
        await asyncio.sleep(0.1)


class Asking:
    """One who asks again as soon as she is answered, with the milliseconds that each answer took."""

    def __init__(self, server: Server, read: Read) -> None:
        self._connection = client.Connection(server.port)
        self._texts = list(map(client.raw, server.side.requests(read.work)))

    async def until(self, done: asyncio.Task[None]) -> list[float]:
        took: list[float] = []
        while not done.done():
            began = time.perf_counter()
            if not await self._connection.ask(self._texts[len(took) % len(self._texts)]):
                raise RuntimeError("a read was not answered")
            took.append(1000 * (time.perf_counter() - began))
        await done
        return took


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parameters = Parameters.from_environment()
    with serving_alone(parameters.scales[0]) as (world, server):
        asyncio.run(watch(world, server, parameters))
    with serving_alone(parameters.scales[0], NOBODY_ROLLS_UP) as (world, server):
        asyncio.run(measure(world, server, parameters))


if __name__ == "__main__":
    main()
