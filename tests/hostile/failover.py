"""`make failover`: three machines under Patroni, of which the one that leads loses its power under writers and readers.

Nothing that was acknowledged may be lost or done twice, and it has to go on by itself within half a minute. SECONDS= is
how long it is written before and after, CLIENTS= how many write.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx
import typer

from api import embedded
from migrations.run import upgrade
from tests.api.command.conftest import free_port
from tests.hostile.__main__ import report
from tests.hostile.attack import Tried
from tests.hostile.chaos import begin, found
from tests.hostile.installation import Installation
from tests.hostile.machines import ROLES, Machines, machines, missing
from tests.hostile.witnesses import Remembered, Witness

MOST_SECONDS = 30
LOOKED_SECONDS = 0.05
THERE = f"select count(*) from pg_database where datname = '{embedded.DATABASE}'"
FIGURES = {"query": '{ tenant(code: "330127") { statistics { children } } }'}
ASKED_OF_REPLICA = "select coalesce(sum(calls), 0)::int from pg_stat_user_functions where funcname = 'is_replica_fit'"


@dataclass(slots=True)
class Going:
    """The moments at which something went on."""

    moments: list[float] = field(default_factory=lambda: [time.monotonic()])

    def tell(self) -> None:
        self.moments.append(time.monotonic())

    def longest_pause(self) -> float:
        return max(later - earlier for earlier, later in zip(self.moments, self.moments[1:], strict=False))


async def watch_writes(remembered: Remembered, going: Going) -> None:
    """Whenever more is acknowledged than was."""
    before = 0
    while True:
        now = sum(remembered.children.values()) + sum(map(len, remembered.needs.values()))
        if now > before:
            going.tell()
        before = now
        await asyncio.sleep(LOOKED_SECONDS)


async def read_figures(url: str, token: str, going: Going) -> None:
    async with httpx.AsyncClient(base_url=url, headers={"authorization": f"Bearer {token}"}, trust_env=False) as client:
        while True:
            try:
                answer = await client.post("/graphql", json=FIGURES, timeout=2)
            except httpx.TransportError:
                answer = None
            if answer is not None and "errors" not in answer.json():
                going.tell()
            await asyncio.sleep(LOOKED_SECONDS)


async def settle(made: Machines) -> None:
    """An empty database, as README has it made."""
    leader = (await made.until_all_follow("leader", "sync_standby", "replica"))["leader"]
    for statement in ROLES:
        await made.order(leader, statement)
    async with asyncio.timeout(MOST_SECONDS):
        for machine in made.all:
            while not await made.order(machine, THERE):  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(LOOKED_SECONDS)
    await upgrade(made.addresses.owner_url, embedded.APPLICATION)


async def try_failover(folder: Path, seconds: float, clients: int) -> AsyncIterator[Tried]:
    with machines(folder) as made:
        await settle(made)
        settings = {"CIRCLE_REPLICA_URLS": made.replica_urls}
        installation = Installation(folder, made.addresses, free_port(), folder / "said", settings=settings)
        tokens = await begin(installation, clients + 1)
        remembered, writing, reading = Remembered(), Going(), Going()
        done, keeping = asyncio.Event(), asyncio.create_task(installation.keep_serving())
        await installation.until_it_answers()
        watching = [
            asyncio.create_task(watch_writes(remembered, writing)),
            asyncio.create_task(read_figures(installation.url, tokens.pop(), reading)),
        ]
        draw = Random(0)  # noqa: S311  # chance that can be had again
        acting = [
            asyncio.create_task(Witness(installation.url, token, Random(draw.random()), remembered).run(done))  # noqa: S311  # as above
            for token in tokens
        ]
        await asyncio.sleep(seconds)
        lost = (await made.roles())["leader"]
        before = sum(remembered.children.values())
        typer.echo(f"{before} acknowledged, {lost.name} leads, and loses its power")
        lost.kill()
        roles = await made.until_all_follow("leader", "sync_standby")
        typer.echo(f"{roles['leader'].name} leads, {roles['sync_standby'].name} follows")
        served = await made.order(roles["sync_standby"], ASKED_OF_REPLICA, embedded.DATABASE)
        await asyncio.sleep(seconds)
        lost.start()
        await made.until_all_follow("leader", "sync_standby", "replica")
        typer.echo(f"{lost.name} is back, and follows")
        done.set()
        await asyncio.gather(*acting)
        for one in watching:
            one.cancel()
        since = await made.order(roles["sync_standby"], ASKED_OF_REPLICA, embedded.DATABASE) - served
        await installation.stop_serving(keeping)
        yield longest("writes", writing)
        yield longest("figures", reading)
        yield Tried("figures read from a replica since", since, [] if since else ["none"])
        for tried in await found(installation, remembered):
            yield tried


def longest(what: str, going: Going) -> Tried:
    pause = going.longest_pause()
    typer.echo(f"The longest that nobody's {what} went on: {pause:.1f} s.")
    late = [f"for {pause:.1f} s"] if pause > MOST_SECONDS else []
    return Tried(f"moments of {what}, none {MOST_SECONDS} s after the last", len(going.moments), late)


async def main(seconds: float, clients: int) -> int:
    if lacking := missing():
        typer.echo(f"Not tried, for lack of {' and '.join(lacking)}: `apt-get install {' '.join(lacking)}`")
        return 1
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        return await report(try_failover(Path(folder), seconds, clients))


if __name__ == "__main__":
    given = os.environ.get
    sys.exit(1 if asyncio.run(main(float(given("SECONDS") or 10), int(given("CLIENTS") or 4))) else 0)
