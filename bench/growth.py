"""What does not grow with what is on file: reads at two scales, interleaved, and at the larger beside the floor.

`SCALES=1,30 python -m bench.growth`, in ten minutes once both are loaded; writes bench/results/growth.md, and what grew
into the goals of the last benchmark.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from bench import database
from bench.database import World
from bench.facts import facts
from bench.goals import Goal, beside_the_floor_alone, of_growth
from bench.measuring import Sample
from bench.parameters import RESULTS, Parameters
from bench.ratios import chosen, middle, shown
from bench.report import goal_table, write_report
from bench.run import Run, bench_of, check, measure_growth, say, start
from bench.works import NOT_ORDINARY, make_works

CONNECTIONS = (1, 8)
BESIDE = ("floor", "circle", "postgraphile")


def measure(run: Run, world: World) -> None:
    """The reads that follow from checklists and targets, beside the floor and PostGraphile."""
    works = asyncio.run(make_works(world, tuple(sorted(NOT_ORDINARY))))
    with ExitStack() as stack:
        servers = start(run, world, works[0], stack)
        check(run, servers, works)
        bench = bench_of(run, world, servers)
        for work in works:
            say(f"{world.scale}x {work.name} as {work.user}")
            run.samples += bench.measure(work, CONNECTIONS)


def page(run: Run, worlds: Sequence[World], known: dict[str, object]) -> Iterator[str]:
    rows = [
        f"{world.scale}x is {world.rows['children']:,} children and {world.rows['visits']:,} visits."
        for world in worlds
    ]
    scales, given = ",".join(str(world.scale) for world in worlds), run.parameters
    command = f"SCALES={scales} ROUNDS={given.rounds} SECONDS={given.seconds:g} python -m bench.growth"
    yield f"# What does not grow\n\n{known['when']}, by `{command}`. {' '.join(rows)}\n"
    samples = [sample.plain() for sample in run.samples]
    largest = max(world.scale for world in worlds)
    reached: list[Goal] = [
        *beside_the_floor_alone([one for one in samples if one["scale"] == largest]),
        *of_growth(run.found),
    ]
    yield from goal_table(reached)
    yield "\n| work | as | connections | side | ms | 99th percentile | ms of the database's CPU |"
    yield "|---|---|---|---|---|---|---|"
    for sample in {(one.scale, one.work, one.user, one.connections, one.side): one for one in run.samples}.values():
        yield line(sample, samples)
    if run.missing:
        yield "\n" + "\n".join(run.missing)


def line(of: Sample, samples: Sequence[dict[str, object]]) -> str:
    alike = chosen(samples, scale=of.scale, work=of.work, user=of.user, connections=of.connections, side=of.side)
    values = (shown(middle(name, alike) or 0) for name in ("p50", "p99", "database_cpu"))
    return f"| {of.work} at {of.scale}x | {of.user} | {of.connections} | {of.side} | {' | '.join(values)} |"


def main() -> None:
    given = Parameters.from_environment()
    run = Run(replace(given, sides=BESIDE, quick=True))
    known = facts()
    with ExitStack() as stack:
        places = {scale: stack.enter_context(database.serving(scale)) for scale in given.scales}
        worlds = [asyncio.run(database.prepare(scale, place)) for scale, place in places.items()]
        for world in worlds:
            measure(run, world)
        measure_growth(run, {world.scale: world for world in worlds})
    (RESULTS / "growth.md").write_text("\n".join(page(run, worlds, known)) + "\n")
    latest = RESULTS / "latest.json"
    result = json.loads(latest.read_text()) | {"growth": run.found["growth"], "growth_when": known["when"][:10]}
    latest.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    write_report(result)


if __name__ == "__main__":
    main()
