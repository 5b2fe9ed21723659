"""The report: a table of goals and of everything measured, the plots, and README.md's short table."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.goals import Goal, goals
from bench.parameters import HERE, RESULTS, WRITES_A_SECOND
from bench.plots import Group, bars
from bench.ratios import chosen, middle, ratio, shown

README = HERE.parent / "README.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def write_report(result: dict[str, Any]) -> None:
    """Writes bench/results/README.md and its plots, and README.md's section where there is one."""
    reached = goals(result)
    titles = {side["name"]: side["title"] for side in result["sides"]}
    (RESULTS / "throughput.svg").write_text(throughput_plot(result, titles))
    if result.get("constant_rate"):
        (RESULTS / "latency.svg").write_text(latency_plot(result, titles))
    (RESULTS / "README.md").write_text("\n".join(page(result, reached, titles)) + "\n")
    write_section("\n".join(summary(result, reached)))


def write_section(text: str) -> None:
    """Replaces what stands between the marks in README.md; without marks, nothing."""
    before, begin, rest = README.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def summary(result: dict[str, Any], reached: list[Goal]) -> Iterator[str]:
    machine = result["machine"]
    yield (
        f"Measured on {result['when']} on {machine['cores']} cores, which the load generator and PostgreSQL shared; "
        "medians of ratios of interleaved rounds, with the smallest and the largest. "
        "All of it: [bench/results](bench/results/README.md)."
    )
    yield ""
    yield from goal_table(reached)
    yield ""
    yield "![Throughput of each side](bench/results/throughput.svg)"


def page(result: dict[str, Any], reached: list[Goal], titles: dict[str, str]) -> Iterator[str]:
    machine = result["machine"]
    yield "# What was measured"
    yield ""
    yield (
        f"{result['when']}, by `make bench{' QUICK=1' if result['quick'] else ''}`, on {machine['cores']} cores with "
        f"{machine['memory_gb']} GB, {machine['system']}; load average {machine['load_at_start']:.1f} at the start. "
        f"The load generator ({result['generator']}) and PostgreSQL ran on the same cores. Rounds are interleaved, "
        "a ratio is taken within each round; given are the median and, in brackets, the smallest and the largest."
    )
    for scale, rows in result["rows"].items():
        yield ""
        yield f"{scale}x is " + ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in rows.items()) + "."
    yield ""
    yield "Versions: " + ", ".join(f"{name} {number}" for name, number in result["versions"].items()) + "."
    yield ""
    yield "## The goals"
    yield ""
    yield from goal_table(reached)
    yield ""
    yield "## The sides"
    yield ""
    yield from sides_table(result)
    if result["missing"]:
        yield ""
        yield "**Not measured, or not the same:**"
        yield ""
        yield from (f"- {line}" for line in result["missing"])
    yield ""
    yield "![Throughput of each side](throughput.svg)"
    yield from works_tables(result, titles)
    yield from once(result, titles)


def goal_table(reached: list[Goal]) -> Iterator[str]:
    rows = [(goal.text, goal.wanted, str(goal.measured or "-"), goal.verdict) for goal in reached]
    yield from table(("what", "goal", "measured", ""), rows)


def sides_table(result: dict[str, Any]) -> Iterator[str]:
    cold = result.get("cold_start_seconds", {})
    rows = []
    for side in result["sides"]:
        if side["name"] not in cold:
            continue
        held = [one["memory"] for one in result["samples"] if one["side"] == side["name"]]
        memory = f"{max(held):.0f} MB" if held else "-"
        rows.append(
            (side["title"], str(side["processes"]), str(side["connections"]), f"{cold[side['name']]:.2f} s", memory)
        )
    yield from table(
        ("side", "processes", "connections to the database", "to the first answer", "memory, largest"), rows
    )
    yield ""
    yield from NOTES


NOTES = (
    "Every side acts under row-level security and answers with the same ids and values, which is checked before. The",
    "floor, this project and Strawberry prove session and grant in the database at every transaction; PostGraphile is",
    "spared that: it sets what it remembers of a token. PostGraphile and Strawberry keep no figures: for `dashboard`",
    "and `drill` they recount the records live, by one SQL function of the owner that row-level security does not slow",
    "down. A side that needs longer than 0.15 s for an answer is asked one request after the other.",
)


def works_tables(result: dict[str, Any], titles: dict[str, str]) -> Iterator[str]:
    """A table of every work, user and number of connections."""
    keys = dict.fromkeys((one["scale"], one["work"], one["user"], one["connections"]) for one in result["samples"])
    for scale, work in dict.fromkeys(key[:2] for key in keys):
        yield ""
        yield f"## `{work}` at {scale}x"
        yield ""
        rows = [
            row
            for key in keys
            if key[:2] == (scale, work)
            for row in work_rows(chosen(result["samples"], scale=scale, work=work), key[2], key[3], titles)
        ]
        yield from table(
            (
                "as",
                "connections",
                "side",
                "answers/s",
                "p50 ms",
                "p99 ms",
                "server CPU ms",
                "database CPU ms",
                "throughput of this project ÷ it",
            ),
            rows,
        )


def work_rows(samples: list[Any], user: str, connections: int, titles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    here = chosen(samples, user=user, connections=connections)
    for side in dict.fromkeys(one["side"] for one in here):
        own = chosen(here, side=side)
        ours = chosen(here, side="circle-2" if side.endswith("-2") else "circle")
        compared = "" if side.startswith("circle") else str(ratio("rate", ours, own) or "-")
        values = (shown(middle(name, own) or 0) for name in ("rate", "p50", "p99", "cpu", "database_cpu"))
        errors = sum(one["errors"] for one in own)
        title = titles[side] + (f" ({errors} errors)" if errors else "")
        yield (user, str(connections), title, *values, compared)


def once(result: dict[str, Any], titles: dict[str, str]) -> Iterator[str]:
    """What was measured once."""
    if result.get("constant_rate"):
        yield ""
        yield "## At a constant rate"
        yield ""
        yield "An open loop: requests arrive at half the rate PostGraphile manages in a closed one, answered or not."
        yield ""
        rows = [
            (
                one["work"],
                f"{one['rate']}",
                titles[one["side"]],
                shown(one["p50"]),
                shown(one["p99"]),
                f"{one['errors']:g}",
            )
            for one in result["constant_rate"]
        ]
        yield from table(("work", "requests/s", "side", "p50 ms", "p99 ms", "errors"), rows)
        yield ""
        yield "![Latency at a constant rate](latency.svg)"
    if result.get("beside"):
        yield ""
        yield "## Beside writers"
        yield ""
        yield f"One reader: alone, then while {WRITES_A_SECOND} visits a second are recorded all over the province."
        yield ""
        yield from table(
            ("read", "p50 ms alone", "beside ÷ alone", "p99 ms alone", "beside ÷ alone"), beside_rows(result)
        )
    yield ""
    yield "## Loading, verifying, recounting"
    yield ""
    yield from table(("what", "measured"), list(others(result)))


def beside_rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for read, scale in dict.fromkeys((one["read"], one["scale"]) for one in result["beside"]):
        here = chosen(result["beside"], read=read, scale=scale)
        alone, writers = chosen(here, writers=False), chosen(here, writers=True)
        told = [
            text
            for value in ("p50", "p99")
            for text in (shown(middle(value, alone) or 0), str(ratio(value, writers, alone) or "-"))
        ]
        yield (f"{read}, {scale}x", *told)


def others(result: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for scale, seconds in result.get("recount_seconds", {}).items():
        yield (
            f"a live recount of the province and its cities, at {scale}x",
            f"{1000 * statistics.median(seconds):.0f} ms",
        )
    for scale, took in result.get("verify_seconds", {}).items():
        yield f"`circle statistics verify`, every figure of every tenant, at {scale}x", f"{took:.1f} s"
    loading = result.get("loading")
    if loading:
        yield "`circle tenants load`, 27,036 tenants of a CSV", f"{loading['tree_seconds']:.1f} s"
        yield (
            f"the demo, {loading['rows']:,} records with their tenants and figures",
            f"{loading['demo_seconds']:.0f} s, {loading['demo_rows_per_second']:,.0f} rows/s",
        )
        yield "COPY of the same rows into tables without anything", f"{loading['copy_rows_per_second']:,.0f} rows/s"
        yield "making the demo's rows, in Python", f"{loading['making_seconds']:.0f} s"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def throughput_plot(result: dict[str, Any], titles: dict[str, str]) -> str:
    """Throughput at 8 connections, each work's bars against its own longest."""
    scale = min(one["scale"] for one in result["samples"])
    groups = []
    for work in dict.fromkeys(one["work"] for one in result["samples"]):
        samples = chosen(result["samples"], scale=scale, work=work)
        samples = chosen(samples, user=samples[0]["user"])
        many = chosen(samples, connections=8)
        seen = many if any(one["side"] == "postgraphile" for one in many) else chosen(samples, connections=1)
        rates = {
            side: middle("rate", chosen(seen, side=side)) or 0 for side in dict.fromkeys(one["side"] for one in seen)
        }
        most = max(rates.values(), default=1)
        groups.append(Group(work, [(side, rate / most, f"{shown(rate)}/s") for side, rate in rates.items()]))
    return bars("Answers a second, one process each", groups, titles)


def latency_plot(result: dict[str, Any], titles: dict[str, str]) -> str:
    seen = result["constant_rate"]
    most = max(one["p99"] for one in seen)
    groups = [
        Group(
            f"{work}, {name}",
            [(one["side"], one[name] / most, f"{shown(one[name])} ms") for one in chosen(seen, work=work)],
        )
        for work in dict.fromkeys(one["work"] for one in seen)
        for name in ("p50", "p99")
    ]
    return bars("Latency at a constant rate of arrivals", groups, titles)
