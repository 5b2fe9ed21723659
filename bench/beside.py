"""Reads beside writers: every read alone, then while so many visits a second are recorded all over the province.

Alone: `python -m bench.beside`, in about a minute (ROUNDS=, SECONDS=, WORKS=).
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from typer import echo

from bench import client
from bench.alone import serving_alone
from bench.database import World, sign_in, some_ids
from bench.parameters import WRITES_A_SECOND, Parameters
from bench.ratios import chosen, ratio
from bench.sides import Request, Server
from bench.works import PERIOD, SOME_PAIRINGS, Work, make_works, visit_of
from tenants.database.owner import owner_connection

# At first every connection has its statements and functions to plan.
LEAD_IN_SECONDS, FIRST_SECONDS = 0.3, 1.5
COUNTIES = """
select u.name from users u join grants g on g.user_id = u.id join tenants t on t.code = g.tenant_code
where t.level = 'COUNTY' and g.role = 'CASEWORKER' order by u.name
"""
# Figures as each kind of role reads them, beside the works that every side does: the work, the user, where, and when.
FIGURES = (
    ("dashboard", "province", "province", PERIOD),
    ("dashboard", "analyst", "province", None),
    ("portrait", "analyst", "province", PERIOD),
    ("portrait", "analyst", "county", None),
    ("drill", "analyst", "county", PERIOD),
)


@dataclass(frozen=True, slots=True)
class Read:
    """A work, and what it is called beside its name."""

    work: Work
    period: str | None

    @property
    def name(self) -> str:
        return f"{self.work.name}{'' if self.period else ' to date'} as {self.work.user}"


async def reads(world: World, names: Sequence[str]) -> list[Read]:
    """Every read of the primary users, and figures as each kind of role reads them; or those of the named works."""
    found = [Read(work, PERIOD) for work in await make_works(world, ()) if work.primary and not work.writes]
    for name, user, place, period in FIGURES:
        variables = {"code": str(world.users[place].low), "period": period}
        found.append(Read(Work(name, user, world.users[user], (variables,)), period))
    return [read for read in found if not names or read.work.name in names]


async def writes(world: World, server: Server) -> list[Request]:
    """Visits recorded in each county in turn, by its caseworker."""
    owner_url = world.addresses.owner_url
    async with owner_connection(owner_url) as owner:
        actings = [await sign_in(owner, row["name"]) for row in await owner.fetch(COUNTIES)]
    turns = []
    for actor in actings:
        visits = tuple({"input": visit_of(one)} for one in await some_ids(owner_url, SOME_PAIRINGS, actor))
        turns.append(server.side.requests(Work("record", "county", actor, visits)))
    return [request for request in chain.from_iterable(zip_longest(*turns)) if request]


async def read_beside(server: Server, read: Read, writing: list[Request], seconds: float) -> dict[str, Any]:
    """One reader who asks again as soon as it is answered, and the writers, if any."""
    reading = client.closed_loop(server.port, server.side.requests(read.work), 1, seconds)
    if not writing:
        return await reading
    found, written = await asyncio.gather(reading, client.open_loop(server.port, writing, WRITES_A_SECOND, seconds))
    return {**found, "errors": found["errors"] + written["errors"], "written": written["answers"]}


def measure_beside(world: World, server: Server, rounds: int, seconds: float, names: Sequence[str] = ()) -> list[Any]:
    """Every read in each round, alone and beside writers, one right after the other."""
    asked = asyncio.run(reads(world, names))
    writing = asyncio.run(writes(world, server))
    samples = []
    for turn in range(rounds):
        for read in asked:
            for beside in ([], writing):
                asyncio.run(read_beside(server, read, beside, LEAD_IN_SECONDS if turn else FIRST_SECONDS))
                found = asyncio.run(read_beside(server, read, beside, seconds))
                samples.append({"read": read.name, "round": turn, "writers": bool(beside), **found})
            server.rest()
    return samples


def lines(samples: Iterable[Any]) -> Iterable[tuple[str, ...]]:
    """Of every read: p50 and p99 alone, and how many times that beside writers."""
    every = list(samples)
    for name in dict.fromkeys(one["read"] for one in every):
        alone, beside = (chosen(every, read=name, writers=writers) for writers in (False, True))
        yield name, *(str(ratio(value, beside, alone)) for value in ("p50", "p99"))


def main() -> None:
    parameters = Parameters.from_environment()
    with serving_alone(parameters.scales[0]) as (world, server):
        samples = measure_beside(world, server, parameters.rounds, parameters.seconds, parameters.works)
    for line in lines(samples):
        echo(" | ".join(line))


if __name__ == "__main__":
    main()
