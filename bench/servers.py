"""Granian beside uvicorn, each serving this project: the same reads in interleaved rounds.

Alone: `pip install granian==2.8.9`, then `python -m bench.servers`, in some minutes.
ROUNDS=, SECONDS=, WORKS= and CONNECTIONS= say how much.
"""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace

from typer import echo

from bench import database
from bench.database import World
from bench.measuring import Bench
from bench.parameters import DATA, Parameters
from bench.ratios import middle, ratio, shown
from bench.sides import SIDES, Server
from bench.works import make_works

WORKS = ("child", "children", "mine")
ON_GRANIAN = (sys.executable, "-m", "bench.peers.on_granian")
VALUES = ("rate", "p50", "p99", "cpu", "memory")


def lines(world: World, parameters: Parameters, servers: list[Server]) -> Iterator[str]:
    postmaster = int((DATA / f"scale-{world.scale}" / "postgresql" / "postmaster.pid").read_text().split()[0])
    bench = Bench(world.scale, servers, postmaster, parameters.rounds, parameters.seconds, 1)
    works = [one for one in asyncio.run(make_works(world, parameters.works or WORKS)) if one.primary]
    bench.warm_up(works)
    for work in works:
        samples = [asdict(one) for one in bench.measure(work, parameters.connections)]
        for connections in parameters.connections:
            theirs, ours = (
                [s for s in samples if (s["side"], s["connections"]) == (name, connections)]
                for name in ("granian", "circle")
            )
            for value in VALUES:
                usual, found = middle(value, ours), ratio(value, theirs, ours)
                errors = sum(one["errors"] for one in theirs)
                yield f"{work.name} | {connections} | {value} | {shown(usual or 0)} | {found} | {errors}"


def main() -> None:
    parameters = Parameters.from_environment()
    circle = next(side for side in SIDES if side.name == "circle")
    with database.serving(parameters.scales[0]) as place:
        world = asyncio.run(database.prepare(parameters.scales[0], place))
        sides = (circle, replace(circle, name="granian", title="this project by granian", command=ON_GRANIAN))
        servers = [Server(side, world) for side in sides]
        try:
            for server in servers:
                server.first_answer(asyncio.run(make_works(world, ("child",)))[0])
            echo("work | connections | value | uvicorn | granian against it | errors")
            for line in lines(world, parameters, servers):
                echo(line)
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    main()
