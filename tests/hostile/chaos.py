"""`make chaos`: a random walk of accidents under writers and readers; prints what happened and what was found.

SECONDS= is how long it walks, SEED= walks the same way again, CLIENTS= is how many write and read. Nothing that was
acknowledged may be lost or done twice, no read be missing in the access log, nothing be answered INTERNAL; at the end
statistics and access log have to agree with the records.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random, SystemRandom

import asyncpg
import typer

from tenants.administration.operator import start_session
from tests import planted
from tests.api.command.conftest import KEYS, run_circle
from tests.api.service import NAME, settle
from tests.api.sockets import until
from tests.callers import HOUR
from tests.hostile.__main__ import report
from tests.hostile.accidents import Happened, Walk
from tests.hostile.attack import Tried
from tests.hostile.installation import PATIENCE_SECONDS, Installation, installed
from tests.hostile.witnesses import Remembered, Witness

# One that is made has no change yet.
CHILDREN = """
    select c.id, c.version, 1 + (select count(*) from changes h where h.record_id = c.id) as deeds,
        array(select n.id from needs n where n.child_id = c.id) as needs
    from children c where c.id = any ($1)"""
READS = "select request_id, record_ids from access_log where request_id = any ($1)"
# A worker that cannot start, for the database is away, says so at length: nobody was answered.
FAULT = re.compile(r"request \S+ failed: ")
VERIFYING = (("statistics", "verify"), ("audit", "verify"))


async def try_accidents(
    folder: Path, seed: int, seconds: float, clients: int, tell: Callable[[Happened], None]
) -> AsyncIterator[Tried]:
    async with installed(folder) as installation:
        tokens = await begin(installation, clients)
        walk = Walk(installation, Random(seed), seconds, tell)  # noqa: S311  # chance that can be had again
        remembered, happened = await run(walk, tokens)
        for name, times in happened.items():
            yield Tried(name.rstrip(","), times)
        for tried in await found(installation, remembered):
            yield tried


async def begin(installation: Installation, clients: int) -> list[str]:
    """Somebody to write and read, and a token for each client; no connection of ours would outlive the database."""
    owner = await asyncpg.connect(installation.addresses.owner_url)
    await settle(owner)
    tokens = [planted.plant(await start_session(owner, NAME, HOUR, HOUR)) for _ in range(clients)]
    await owner.close()
    return tokens


async def run(walk: Walk, tokens: Sequence[str]) -> tuple[Remembered, dict[str, int]]:
    installation, remembered, done = walk.installation, Remembered(), asyncio.Event()
    keeping = asyncio.create_task(installation.keep_serving())
    witnesses = [
        Witness(installation.url, token, Random(walk.draw.random()), remembered)  # noqa: S311  # as above
        for token in tokens
    ]
    await installation.until_it_answers()
    acting = [asyncio.create_task(witness.run(done)) for witness in witnesses]
    try:
        happened = await walk.run()
        await installation.until_it_answers()
        await until(lambda: remembered.has_some_of_each, PATIENCE_SECONDS)
        done.set()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(*acting)
    except TimeoutError:
        happened = {"coming back": 1}
        remembered.faults[f"did not come back within {PATIENCE_SECONDS} s"] += 1
    finally:
        for one in acting:
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one
        await installation.stop_serving(keeping)
    return remembered, happened


async def found(installation: Installation, remembered: Remembered, *, verifies: bool = True) -> list[Tried]:
    """What became of all that was acknowledged, as the owner sees it; the commands verify what they can."""
    owner = await asyncpg.connect(installation.addresses.owner_url)
    await owner.execute("select chain_access_log()")
    tried = [
        Tried("requests", remembered.sent, [f"{what} ({times})" for what, times in remembered.faults.items()]),
        await look_for_writes(owner, remembered),
        await look_for_reads(owner, remembered),
    ]
    await owner.close()
    return [*tried, said(installation), *([verified(installation)] if verifies else [])]


async def look_for_writes(owner: asyncpg.Connection, remembered: Remembered) -> Tried:
    """Each child has the version that was acknowledged last, as many changes, and the needs that were raised of it."""
    tried = Tried("acknowledged writes")
    kept = {row["id"]: row for row in await owner.fetch(CHILDREN, [*remembered.children])}
    for key, version in remembered.children.items():
        needs, row = sorted(remembered.needs[key]), kept.get(key)
        there = (row["version"], row["deeds"], sorted(row["needs"])) if row else None
        lost = [] if there == (version, version, needs) else [f"{version} and needs {needs} acknowledged, {there} kept"]
        tried.add(key, lost)
        tried.tries += version - 1 + len(needs)
    return tried


async def look_for_reads(owner: asyncpg.Connection, remembered: Remembered) -> Tried:
    """Each is in the access log, once."""
    tried, logged = Tried("reads in the access log"), dict[str, list[object]]()
    for row in await owner.fetch(READS, [*remembered.reads]):
        logged.setdefault(row["request_id"], []).extend(row["record_ids"])
    for request, key in remembered.reads.items():
        there = logged.get(request, [])
        tried.add(request, [] if there == [key] else [f"of {key} logged as {there}"])
    return tried


def verified(installation: Installation) -> Tried:
    tried = Tried("statistics and audit verify")
    urls = {
        "CIRCLE_DATABASE_URL": installation.addresses.application_url,
        "CIRCLE_OWNER_URL": installation.addresses.owner_url,
    }
    for command in VERIFYING:
        done = run_circle(*command, **urls, **KEYS)
        faults = (done.stderr or f"exit {done.returncode}").splitlines() if done.returncode else []
        tried.add(" ".join(command), faults)
    return tried


def said(installation: Installation) -> Tried:
    """What failed without an answer that anybody took."""
    tried = Tried("lines of the server's log")
    for line in installation.log.read_text(errors="replace").splitlines():
        tried.add(line[:300], ["is of a fault of ours"] if FAULT.search(line) else [])
    return tried


async def main(seed: int, seconds: float, clients: int) -> int:
    typer.echo(f"seed {seed} (SEED= walks the same way again), {seconds:g} s (SECONDS=), {clients} clients (CLIENTS=)")
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        return await report(try_accidents(Path(folder), seed, seconds, clients, typer.echo))


if __name__ == "__main__":
    given = os.environ.get
    seed = int(given("SEED") or SystemRandom().randrange(10**6))
    sys.exit(1 if asyncio.run(main(seed, float(given("SECONDS") or 60), int(given("CLIENTS") or 4))) else 0)
