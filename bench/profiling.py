"""Where this project's time goes: py-spy's samples of `circle serve` under load, one work after the other."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from bench.database import World
from bench.load import closed_loop
from bench.parameters import DATA, RESULTS
from bench.processes import cpu_seconds
from bench.report import table
from bench.sides import SIDES, Missing, Server
from bench.works import Work

PROFILED = ("child", "children", "mine", "dashboard", "record")
MOST = 15
SAMPLER = Path(sys.executable).with_name("py-spy")
RATE = 100
LINE = re.compile(r":[0-9]+\)$")
OURS = ("api", "schema", "tenants")
IN_C = {"protocol.c": "asyncpg", "loop.c": "uvloop", "core.c": "uvloop", "stream.c": "uvloop"}
INTRODUCTION = f"""# Where the time goes

`circle serve`, one worker at 8 connections once it is warm: shares of its CPU time by py-spy, {RATE} samples a second,
C included. A function's own time is what it spent itself; what it stood above, all that it and what it called spent.
"""


class Profile(NamedTuple):
    """Samples by who was at work, and by who was on the stack; and the CPU a request took, in microseconds."""

    own: Counter[str]
    above: Counter[str]
    packages: Counter[str]
    cost: float


def profile(world: World, works: list[Work], seconds: int) -> None:
    """Writes bench/results/profile.md. Raises Missing without py-spy."""
    if not SAMPLER.exists():
        raise Missing("py-spy is not installed")
    pages = [INTRODUCTION]
    side = next(side for side in SIDES if side.name == "circle")
    server = Server(side, world)
    try:
        for work in works:
            if work.primary and work.name in PROFILED:
                server.first_answer(work)
                pages += page(work, sampled(server, work, seconds))
    finally:
        server.stop()
    (RESULTS / "profile.md").write_text("\n".join(pages))


def sampled(server: Server, work: Work, seconds: int) -> Profile:
    requests = server.side.requests(work)
    closed_loop(server, requests, 8, 2)
    before = cpu_seconds(server.process.pid)
    seen = closed_loop(server, requests, 8, 3)
    cost = 1e6 * (cpu_seconds(server.process.pid) - before) / seen.answers
    kept = DATA / "profile"
    asked = f"--native -r {RATE} -d {seconds} -f raw -p {server.process.pid} -o".split()
    watcher = subprocess.Popen([SAMPLER, "record", *asked, kept], stdout=subprocess.DEVNULL)  # noqa: S603
    closed_loop(server, requests, 8, seconds + 1)
    watcher.wait()
    return counted(kept.read_text().splitlines(), cost)


def counted(stacks: list[str], cost: float) -> Profile:
    """From lines of `outermost;...;innermost count`; waiting for anything to happen is no work."""
    found = Profile(Counter(), Counter(), Counter(), cost)
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        frames = [LINE.sub(")", frame) for frame in stack.split(";")]
        if "epoll" in frames[-1]:
            continue
        in_python = [frame for frame in frames if ".py)" in frame]
        found.own[in_python[-1]] += int(count)
        found.packages[next((name for frame in reversed(frames) if (name := package_of(frame))), "Python")] += int(
            count
        )
        for frame in set(in_python):
            if package_of(frame):
                found.above[frame] += int(count)
    return found


def package_of(frame: str) -> str | None:
    """The folder of ours, or the distribution, of a frame; None for the standard library and the interpreter."""
    place = frame.rpartition("(")[2].rstrip(")")
    if place in IN_C:
        return IN_C[place]
    parts = place.split("/")
    if len(parts) == 1 or parts[0] in sys.stdlib_module_names:
        return None
    return "/".join(parts[:2]).removesuffix(".py") if parts[0] in OURS else parts[0]


def page(work: Work, found: Profile) -> list[str]:
    whole = found.own.total()
    return [
        f"## `{work.name}` as {work.user}: {found.cost:.0f} µs of CPU a request",
        "",
        *table(("package", "own time"), shares(found.packages, whole)),
        "",
        *table(("function", "own time"), shares(found.own, whole)),
        "",
        *table(("function of ours", "with what it calls"), shares(of_ours(found.above), whole)),
        "",
    ]


def shares(counted_: Counter[str], whole: int) -> list[tuple[str, str]]:
    return [(f"`{name}`", f"{count / whole:.0%}") for name, count in counted_.most_common(MOST) if count * 100 >= whole]


def of_ours(above: Counter[str]) -> Counter[str]:
    """Functions of the engine and the domain."""
    return Counter({frame: count for frame, count in above.items() if re.search(r"\((schema|tenants)/", frame)})
