"""`make bench`: serves the sides on the same database, checks them against each other, measures, and reports."""

import asyncio
import json
import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from typer import echo

from bench import database, extras
from bench.beside import measure_beside
from bench.database import World
from bench.equivalence import differences
from bench.facts import facts
from bench.measuring import Bench, Sample
from bench.parameters import DATA, RESULTS, Parameters
from bench.profiling import profile
from bench.report import write_report
from bench.sides import SIDES, Missing, Server
from bench.works import NOT_ORDINARY, Work, make_works

BASE = frozenset({"floor", "circle"})
CIRCLE = frozenset({"circle"})
MULTIPLE = frozenset({"circle-2", "postgraphile-2"})
RECOUNTED = frozenset({"dashboard", "drill"})
AGAINST_THE_FLOOR = frozenset({"child", "children", "record"})
SINGLE = frozenset(side.name for side in SIDES if side.processes == 1)


@dataclass
class Run:
    """What a run has found so far."""

    parameters: Parameters
    samples: list[Sample] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)


def main() -> None:
    run = Run(Parameters.from_environment())
    known = facts()
    with ExitStack() as stack:
        places = {scale: stack.enter_context(database.serving(scale)) for scale in run.parameters.scales}
        worlds = {scale: asyncio.run(database.prepare(scale, place)) for scale, place in places.items()}
        for scale, world in worlds.items():
            first = scale == run.parameters.scales[0]
            if first or not run.parameters.quick:
                measure_world(run, world, first=first)
            else:
                recount(run, world)
        if len(worlds) > 1:
            measure_growth(run, worlds)
    result = {
        **known,
        "quick": run.parameters.quick,
        "rows": {scale: world.rows for scale, world in worlds.items()},
        "missing": run.missing,
        **run.found,
        "samples": [sample.plain() for sample in run.samples],
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    write_report(result)


def measure_world(run: Run, world: World, *, first: bool) -> None:
    """All that is measured on one database."""
    works = asyncio.run(make_works(world, run.parameters.works))
    with ExitStack() as stack:
        servers = start(run, world, works[0], stack)
        check(run, servers, works)
        bench = bench_of(run, world, servers)
        bench.warm_up([work for work in works if work.primary and work.name in {"child", "children"}])
        for work in works:
            if work.primary or work.sides or (not run.parameters.quick and work.name in {"child", "children", "mine"}):
                say(f"{world.scale}x {work.name} as {work.user}")
                run.samples += measure_work(run, bench, work)
        measure_reach(run, bench, works)
        measure_crowds(run, bench, works)
        measure_writers(run, bench, world)
        if run.parameters.extras:
            measure_rate(run, servers, works)
    asyncio.run(database.settle(world.addresses))
    if run.parameters.extras:
        recount(run, world)
        say("verifying")
        run.found.setdefault("verify_seconds", {})[world.scale] = asyncio.run(extras.verifying(world))
        if first and not run.parameters.quick:
            say("loading")
            run.found["loading"] = asyncio.run(extras.loading(world))
            say("profiling")
            profile_works(run, world, works)


def recount(run: Run, world: World) -> None:
    say(f"{world.scale}x a live recount")
    run.found.setdefault("recount_seconds", {})[world.scale] = asyncio.run(extras.recounting(world))


def profile_works(run: Run, world: World, works: list[Work]) -> None:
    try:
        profile(world, works, seconds=10)
    except Missing as missing:
        run.missing.append(f"the profile: {missing}")
    asyncio.run(database.settle(world.addresses))


def start(run: Run, world: World, work: Work, stack: ExitStack) -> list[Server]:
    """The sides that start, each with its time to the first answer; the others are reported."""
    servers = []
    for side in SIDES:
        wanted = run.parameters.sides or (SINGLE if run.parameters.quick else {each.name for each in SIDES})
        if side.name not in wanted:
            continue
        try:
            server = Server(side, world)
            took = server.first_answer(work)
        except Missing as missing:
            run.missing.append(f"{side.title}: {missing}")
            continue
        stack.callback(server.stop)
        servers.append(server)
        run.found.setdefault("cold_start_seconds", {}).setdefault(side.name, took)
    return servers


def check(run: Run, servers: list[Server], works: list[Work]) -> None:
    say("checking that all sides give the same answers")
    for (side, work), difference in differences(servers, works).items():
        run.missing.append(f"{side}, {work}: another answer ({difference})")
    if run.missing:
        say("\n".join(run.missing))


def bench_of(run: Run, world: World, servers: list[Server]) -> Bench:
    postmaster = int((DATA / f"scale-{world.scale}" / "postgresql" / "postmaster.pid").read_text().split()[0])
    warm = 0.4 if run.parameters.quick else 1.5
    return Bench(world.scale, servers, postmaster, run.parameters.rounds, run.parameters.seconds, warm)


def measure_work(run: Run, bench: Bench, work: Work) -> list[Sample]:
    """The single processes at every number of connections; the pairs where they have to do."""
    if work.sides:
        return bench.measure(work, [1, 8], work.sides)
    if run.parameters.quick:
        samples = bench.measure(work, [1] if work.name in RECOUNTED else [8], SINGLE)
        return samples + (bench.measure(work, [1], BASE) if work.name in AGAINST_THE_FLOOR else [])
    numbers = run.parameters.connections if work.primary else (8,)
    samples = bench.measure(work, numbers, SINGLE)
    if work.primary:
        samples += bench.measure(work, [number for number in numbers if number > 1][-1:], MULTIPLE)
    return samples


def measure_reach(run: Run, bench: Bench, works: list[Work]) -> None:
    """The same page as province, county and village, one after the other in each round."""
    say("the same page as province, county and village")
    pages = [work for work in works if work.name == "children"]
    circle = [server for server in bench.servers if server.side.name == "circle"]
    for turn in range(bench.rounds):
        for work in pages:
            for server in circle:
                one = Bench(bench.scale, [server], bench.postmaster, 1, bench.seconds, 0.2)
                found = one.measure(work, [1])
                run.found.setdefault("reach", []).extend(
                    {"scale": bench.scale, "user": work.user, "round": turn, "p50": sample.p50} for sample in found
                )


def measure_crowds(run: Run, bench: Bench, works: list[Work]) -> None:
    """From 8 to 500 connections, reading, and from 8 to 64 writing into one county."""
    say("crowds")
    crowds = {"children": (64, 500), "mine": (64, 500), "record": (8, 64)}
    for work in works:
        if work.primary and work.name in crowds:
            one = Bench(bench.scale, bench.servers, bench.postmaster, 1, bench.seconds, 0.2)
            for turn in range(bench.rounds):
                found = [sample for number in crowds[work.name] for sample in one.measure(work, [number], CIRCLE)]
                run.found.setdefault("crowds", []).extend({**sample.plain(), "round": turn} for sample in found)


def measure_writers(run: Run, bench: Bench, world: World) -> None:
    """Every read, alone and beside writers."""
    say("reads beside writers")
    for server in bench.servers:
        if server.side.name in CIRCLE:
            found = measure_beside(world, server, bench.rounds, bench.seconds)
            run.found.setdefault("beside", []).extend({"scale": world.scale, **one} for one in found)


def measure_rate(run: Run, servers: list[Server], works: list[Work]) -> None:
    """Half of what PostGraphile manages, at a constant rate."""
    say("constant rate")
    for work in works:
        if work.primary and work.name in {"children", "child"}:
            rates = [
                one.rate
                for one in run.samples
                if (one.work, one.user, one.side, one.connections) == (work.name, work.user, "postgraphile", 8)
            ]
            if rates:
                rate = round(statistics.median(rates) / 2)
                alike = [one for one in servers if one.side.name in SINGLE - {"ordinary"}]
                rounds = 1 if run.parameters.quick else 3
                seconds = 4 if run.parameters.quick else 8
                run.found.setdefault("constant_rate", []).extend(
                    extras.constant_rate(alike, work, rate, seconds, rounds)
                )


def measure_growth(run: Run, worlds: dict[int, World]) -> None:
    """The same work on databases of every scale, in turn."""
    say("growth")
    with ExitStack() as stack:
        side = next(side for side in SIDES if side.name == "circle")
        benches = []
        for world in worlds.values():
            works = [
                work
                for work in asyncio.run(make_works(world, ()))
                if work.primary and work.name in {"child", "mine", "dashboard", *NOT_ORDINARY}
            ]
            server = Server(side, world)
            stack.callback(server.stop)
            server.first_answer(works[0])
            benches.append((bench_of(run, world, [server]), works))
        for turn in range(run.parameters.rounds):
            for bench, works in benches:
                one = Bench(bench.scale, bench.servers, bench.postmaster, 1, bench.seconds, 0.3)
                for work in works:
                    found = one.measure(work, [1])
                    run.found.setdefault("growth", []).extend({**one.plain(), "round": turn} for one in found)


def say(line: str) -> None:
    echo(line)


if __name__ == "__main__":
    main()
