"""The goals: each with its measured ratio, and met or missed by how much."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.parameters import WRITES_A_SECOND
from bench.ratios import Ratio, chosen, ratio
from bench.works import NOT_ORDINARY, USERS

READS = ("child", "children", "mine", "dashboard", "drill", "search")


@dataclass(frozen=True, slots=True)
class Goal:
    """What was to be reached, what was, and whether that is it."""

    text: str
    limit: float
    at_least: bool
    measured: Ratio | None

    @property
    def wanted(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        reached = self.measured.median
        if reached >= self.limit if self.at_least else reached <= self.limit:
            return "met"
        return f"missed by {abs(reached / self.limit - 1):.0%}" if self.limit else f"missed by {reached:g}"


def at_least(text: str, limit: float, measured: Ratio | None) -> Goal:
    return Goal(text, limit, at_least=True, measured=measured)


def at_most(text: str, limit: float, measured: Ratio | None) -> Goal:
    return Goal(text, limit, at_least=False, measured=measured)


def goals(result: dict[str, Any]) -> list[Goal]:
    """The issue's goals, in its order."""
    scale = min(one["scale"] for one in result["samples"])
    samples = chosen(result["samples"], scale=scale)
    return [
        *against_postgraphile(samples),
        *against_the_floor(samples),
        *against_the_ordinary(samples),
        *of_tails(samples),
        *of_the_figures(result),
        *of_growth(result),
        *of_reach(result),
        *of_writing(result, samples),
        *beside_the_floor_alone(samples),
        *of_crowds(result),
        *of_reads_beside_writers(result),
        *of_memory(result),
    ]


def of_side(samples: list[Any], work: str, side: str, connections: int) -> list[Any]:
    return chosen(samples, work=work, user=USERS[work][0], side=side, connections=connections)


def between(samples: list[Any], value: str, work: str, sides: tuple[str, str], connections: int) -> Ratio | None:
    upper, lower = (of_side(samples, work, side, connections) for side in sides)
    return ratio(value, upper, lower)


def against_postgraphile(samples: list[Any]) -> Iterator[Goal]:
    alone, pair = ("circle", "postgraphile"), ("circle-2", "postgraphile-2")
    for work, limit in (("children", 2.0), ("child", 1.2), ("mine", 1.2)):
        text = f"`{work}`, throughput against PostGraphile"
        yield at_least(f"{text}, 1 process, 8 connections", limit, between(samples, "rate", work, alone, 8))
        most = max((one["connections"] for one in samples if one["side"] == "circle-2"), default=8)
        if of_side(samples, work, "circle-2", most):
            of_pair = between(samples, "rate", work, pair, most)
            yield at_least(f"{text}, 2 processes, {most} connections", limit, of_pair)
    for work in ("child", "mine"):
        text = f"`{work}`, server-process CPU per request against PostGraphile"
        yield at_most(text, 0.5, between(samples, "cpu", work, alone, 8))


def against_the_floor(samples: list[Any]) -> Iterator[Goal]:
    for work in ("children", "child"):
        measured = between(samples, "p50", work, ("circle", "floor"), 1)
        yield at_most(f"`{work}`, latency against the floor, 1 connection", 1.3, measured)


def against_the_ordinary(samples: list[Any]) -> Iterator[Goal]:
    for work in READS:
        sides = ("circle", "ordinary")
        measured = between(samples, "rate", work, sides, 8) or between(samples, "rate", work, sides, 1)
        yield at_least(f"`{work}`, throughput against Strawberry + DataLoaders", 10, measured)


def of_tails(samples: list[Any]) -> Iterator[Goal]:
    """Of each read, and of the write, the slowest of a hundred."""
    for work in (*READS, "record"):
        for side, name, limit in (("floor", "the floor", 2.0), ("postgraphile", "PostGraphile", 1.0)):
            sides = ("circle", side)
            measured = between(samples, "p99", work, sides, 8) or between(samples, "p99", work, sides, 1)
            yield at_most(f"`{work}`, p99 against {name}", limit, measured)


def of_the_figures(result: dict[str, Any]) -> Iterator[Goal]:
    for scale, seconds in sorted(result.get("recount_seconds", {}).items(), key=lambda item: int(item[0])):
        # What was measured apart met another hour of the machine.
        seen = [*result["samples"], *([] if "growth_when" in result else result.get("growth", []))]
        kept = of_side(chosen(seen, scale=int(scale)), "dashboard", "circle", 1)
        recount = 1000 * statistics.median(seconds)
        measured = spread(recount / one["p50"] for one in kept)
        yield at_least(f"`dashboard` against a live recount in SQL, at {scale}x", 100, measured)


def beside_the_floor_alone(samples: list[Any]) -> Iterator[Goal]:
    for work in sorted(NOT_ORDINARY):
        text = f"`{work}`, latency against the floor, 1 connection"
        yield at_most(text, 1.5, between(samples, "p50", work, ("circle", "floor"), 1))


def of_growth(result: dict[str, Any]) -> Iterator[Goal]:
    grown = result.get("growth", [])
    scales = sorted({one["scale"] for one in grown})
    for work, most in (
        ("dashboard", 1.3),
        ("mine", 1.3),
        ("child", 1.3),
        *((work, 1.5) for work in sorted(NOT_ORDINARY)),
    ):
        measured = None
        if grown:
            first, last = (chosen(grown, scale=scale, work=work) for scale in (scales[0], scales[-1]))
            measured = ratio("p50", last, first)
        between_which = f"{scales[-1]}x against {scales[0]}x" if grown else "30x against 1x"
        # Where it was measured by itself.
        when = f", {apart}" if (apart := result.get("growth_when")) else ""
        yield at_most(f"`{work}`, latency at {between_which}{when}", most, measured)


def of_reach(result: dict[str, Any]) -> Iterator[Goal]:
    seen = result.get("reach", [])
    for scale in sorted({one["scale"] for one in seen}):
        village, province = (chosen(seen, scale=scale, user=user) for user in ("village", "province"))
        text = f"`children`, latency of a village user against a province user, at {scale}x"
        yield at_most(text, 1.2, ratio("p50", village, province))


def of_writing(result: dict[str, Any], samples: list[Any]) -> Iterator[Goal]:
    measured = between(samples, "p50", "record", ("circle", "floor"), 1)
    yield at_most("`record`, latency against a bare INSERT endpoint, 1 connection", 2.0, measured)
    yield at_least("`record`, throughput of 64 writers against 8", 1.0, crowd(result, "record", 64, 8))


def of_crowds(result: dict[str, Any]) -> Iterator[Goal]:
    for work in ("children", "mine"):
        text = f"`{work}`, throughput at 500 connections against 64"
        yield at_least(text, 0.9, crowd(result, work, 500, 64))
    errors = [one["errors"] for one in result.get("crowds", []) if one["connections"] == 500]  # noqa: PLR2004
    if errors:
        yield at_most("errors at 500 connections", 0, spread(errors))


def of_reads_beside_writers(result: dict[str, Any]) -> Iterator[Goal]:
    """Of p50 and p99 the read that suffers most."""
    seen = result.get("beside", [])
    scale = min((one["scale"] for one in seen), default=1)
    for value, limit in (("p50", 3), ("p99", 5)):
        found = {
            name: beside(chosen(seen, scale=scale), name, value) for name in dict.fromkeys(one["read"] for one in seen)
        }
        measured = {name: one for name, one in found.items() if one}
        worst = max(measured, key=lambda name: measured[name].median, default=None)
        text = f"any read beside {WRITES_A_SECOND} writes a second all over the province, {value} against alone"
        yield at_most(f"{text} ({worst})" if worst else text, limit, measured.get(worst or ""))


def beside(seen: list[Any], read: str, value: str) -> Ratio | None:
    return ratio(value, chosen(seen, read=read, writers=True), chosen(seen, read=read, writers=False))


def crowd(result: dict[str, Any], work: str, many: int, few: int) -> Ratio | None:
    seen = chosen(result.get("crowds", []), work=work)
    return ratio("rate", chosen(seen, connections=many), chosen(seen, connections=few))


def of_memory(result: dict[str, Any]) -> Iterator[Goal]:
    seen = [
        one["memory"] for one in [*result["samples"], *result.get("crowds", [])] if one["side"].startswith("circle")
    ]
    most = max(seen, default=0.0)
    yield at_most("memory of a worker under load (MB, the largest seen)", 150, Ratio(most, min(seen), most))


def spread(values: Iterable[float]) -> Ratio | None:
    found = list(values)
    return Ratio(statistics.median(found), min(found), max(found)) if found else None
