"""What there is to size a machine by: what each act takes, what a row takes on disk, and how much memory is needed.

`python -m bench.sizing`, in two or three minutes (SCALES=, SECONDS=, WORKS=); docs/sizing.md says what follows.
"""

import asyncio
from collections.abc import Iterator

import asyncpg
from typer import echo

from bench.alone import serving_alone
from bench.database import World
from bench.load import closed_loop
from bench.measuring import wait_behind, warm_up
from bench.parameters import DATA, Parameters
from bench.processes import PROC, command, cpu_seconds, family
from bench.sides import Server
from bench.works import Work, make_works

CONNECTIONS, LEAST_SECONDS = 8, 3.0
PLACE = "select pg_current_wal_insert_lsn() - '0/0'"
SIZE = "select pg_database_size(current_database()), (select count(*) from tenants), (select count(*) from children)"
TABLES = """
select c.relname as name, sum(pg_total_relation_size(coalesce(p.relid, c.oid)))::bigint as bytes
from pg_class c left join lateral pg_partition_tree(c.oid) p on true
where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
group by 1 order by 2 desc limit 30
"""


async def asked(owner_url: str, statement: str) -> list[asyncpg.Record]:
    owner = await asyncpg.connect(owner_url)
    try:
        return list(await owner.fetch(statement))
    finally:
        await owner.close()


def place_in_the_log(world: World) -> int:
    return int(asyncio.run(asked(world.addresses.owner_url, PLACE))[0][0])


def act(world: World, server: Server, postmaster: int, work: Work, seconds: float) -> str:
    """Of one request, with what is done behind it: milliseconds of CPU on either side, kilobytes of write-ahead log."""
    requests = server.side.requests(work)
    warm_up(server, requests, 1)
    before = cpu_seconds(server.process.pid), cpu_seconds(postmaster), place_in_the_log(world)
    seen = closed_loop(server, requests, CONNECTIONS, seconds)
    wait_behind(server, requests)
    server.rest()
    own = 1000 * (cpu_seconds(server.process.pid) - before[0]) / seen.answers
    behind = 1000 * (cpu_seconds(postmaster) - before[1]) / seen.answers
    log = (place_in_the_log(world) - before[2]) / 1000 / seen.answers
    return f"| {work.name} as {work.user} | {seen.rate:.0f} | {own:.2f} | {behind:.2f} | {log:.1f} |"


def own_megabytes(pid: int) -> float:
    """What a process has for itself; what it shares with others, as the server's buffers are, is not in it."""
    rows = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    return sum(int(row.split()[1]) for row in rows if row.startswith(("Private_", "SwapPss"))) / 1000


def memory(server: Server, postmaster: int) -> Iterator[str]:
    workers = [own_megabytes(pid) for pid in family(server.process.pid)]
    backends = [own_megabytes(pid) for pid in family(postmaster)[1:] if "circle_application" in command(pid)]
    yield f"| a worker | {max(workers):.0f} | |"
    yield f"| a connection | {sum(backends) / len(backends):.0f} on average | {max(backends):.0f} at most |"


def disk(world: World) -> Iterator[str]:
    owner_url = world.addresses.owner_url
    ((whole, tenants, children),) = asyncio.run(asked(owner_url, SIZE))
    yield f"{whole / 1e6:.0f} MB in all, of {tenants:,} tenants and {children:,} children.\n"
    yield "| table | MB | rows | bytes a row |"
    yield "|---|---|---|---|"
    for name, size in asyncio.run(asked(owner_url, TABLES)):
        ((rows,),) = asyncio.run(asked(owner_url, f"select count(*) from {name}"))  # noqa: S608  # a name of ours
        yield f"| {name} | {size / 1e6:.0f} | {rows:,} | {size / max(1, rows):.0f} |"


def measure(world: World, server: Server, parameters: Parameters) -> None:
    cluster = DATA / f"scale-{world.scale}" / "postgresql"
    postmaster = int((cluster / "postmaster.pid").read_text().split()[0])
    echo("| act | a second | server ms | database ms | log kB |\n|---|---|---|---|---|")
    works = [work for work in asyncio.run(make_works(world, parameters.works)) if work.primary]
    for work in works:
        echo(act(world, server, postmaster, work, max(parameters.seconds, LEAST_SECONDS)))
    echo("\n| memory of its own | MB | |\n|---|---|---|")
    echo("\n".join(memory(server, postmaster)))
    echo("\n" + "\n".join(disk(world)))


def main() -> None:
    parameters = Parameters.from_environment()
    with serving_alone(parameters.scales[0]) as (world, server):
        measure(world, server, parameters)


if __name__ == "__main__":
    main()
