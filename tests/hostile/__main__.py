"""`make attack`: tries everything against a running server, and prints what was tried and what got through.

Without URL= it serves the isolation tests' world of its own, in which each role's sight is known. With URL= it
tries what needs no database: the corpus, the fuzzers and slow requests; TOKEN= adds what somebody may send who has
signed in, and TOKENS=, one or more with commas between, what each may learn of what the others see.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from random import SystemRandom
from urllib.parse import urlsplit

import asyncpg
import typer
from graphql import build_schema
from hypothesis import strategies as st

from api import embedded
from migrations.run import upgrade
from schema.build import print_sdl
from tenants.administration.operator import start_session
from tenants.database.transactions import Database
from tests.callers import HOUR
from tests.hostile.attack import (
    OVER_HTTP,
    ROWS,
    Tried,
    try_attempt,
    try_bodies,
    try_cop,
    try_corpus,
    try_sockets,
    try_streams,
)
from tests.hostile.fuzzing import examples, frames, requests
from tests.hostile.inside import try_inside
from tests.hostile.insiders import try_insiders
from tests.hostile.neighbours import try_memory, try_neighbours, try_unread
from tests.hostile.over_http import WIDE, over_http
from tests.hostile.process import Process, serving
from tests.hostile.slow import try_slow
from tests.hostile.starting import try_owners_password
from tests.hostile.strangers import try_strangers
from tests.hostile.thieves import try_thieves
from tests.isolation.stage import Stage, set_stage
from tests.keys import KEYS
from tests.schema.engine.memory import load
from tests.schema.engine.operations import operations

FUZZED = ("CASEWORKER", "DIRECTOR", "PROJECT_MANAGER", "ADMINISTRATOR", "AUDITOR")
SIMPLE = '{ tenant(code: "33") { name branches(first: 3) { nodes { name children { totalCount } } } } }'


async def report(attacks: AsyncIterator[Tried]) -> int:
    """Prints a line for each; gives how much got through."""
    total, through = 0, 0
    typer.echo(f"{'what':<60} {'tries':>7}  got through")
    async for tried in attacks:
        total, through = total + tried.tries, through + len(tried.through)
        typer.echo(f"{tried.what:<60} {tried.tries:>7}  {len(tried.through) or 'nothing'}")
        for one in tried.through:
            typer.echo(f"    {one}")
    typer.echo(f"{'together':<60} {total:>7}  {through or 'nothing'}")
    return through


async def on_other(server: Process, tokens: Sequence[str], seed: int, count: int) -> AsyncIterator[Tried]:
    """What may be tried on somebody else's server: nothing that is meant to write."""
    schema, token = build_schema(print_sdl()), next(iter(tokens), None)
    async for tried in try_strangers(server, tokens, schema, most=count // 250 or 1):
        yield tried
    yield await try_slow(server, each=count // 50)
    yield await try_corpus(server, token)
    yield await try_cop(server)
    bodies = requests(schema, st.just(SIMPLE), [], writing=False)
    yield await try_bodies(server, [token, None], examples(bodies, seed, count))
    yield await try_streams(server, token, examples(bodies, seed + 1, count // 5))
    yield await try_sockets(server, token, examples(frames(bodies), seed, count // 5))


async def on_own(folder: Path, seed: int, count: int) -> AsyncIterator[Tried]:
    with embedded.serving(folder, durable=False) as addresses:
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        owner = await asyncpg.connect(addresses.owner_url)
        database = await Database.connect(addresses.application_url, 4, KEYS)
        stage = await set_stage(owner, database)
        async for tried in isolation(stage, addresses.application_url):
            yield tried
        async for tried in try_thieves(stage, addresses.application_url):
            yield tried
        yield await try_owners_password(addresses.application_url, addresses.owner_url)
        async for tried in as_they_are_set(stage, addresses, seed, count):
            yield tried
        await database.close()
        await owner.close()


async def isolation(stage: Stage, url: str) -> AsyncIterator[Tried]:
    async with serving(url, WIDE) as server, over_http(stage, server) as (served, engine):
        for attempt in OVER_HTTP:
            before = engine.asked
            tried = await try_attempt(served, attempt)
            tried.tries = engine.asked - before
            yield tried
    for attempt in ROWS:
        yield await try_attempt(stage, attempt)
    async for tried in try_inside(stage, url):
        yield tried
    async for tried in try_insiders(stage, url):
        yield tried


async def as_they_are_set(stage: Stage, addresses: embedded.Addresses, seed: int, count: int) -> AsyncIterator[Tried]:
    """The corpus and the fuzzers, within the limits as they are in production; mutations too."""
    names = [session.user_name for role in FUZZED if (session := stage.callers[role].session)]
    tokens = [await start_session(stage.owner, name, HOUR, HOUR) for name in names]
    schema = build_schema(print_sdl())
    texts = operations(schema, await load(addresses.owner_url)).map(lambda drawn: drawn.text)
    bodies = requests(schema, texts, [str(one.id) for one in stage.world.kept], writing=True)
    async with serving(addresses.application_url) as server:
        async for tried in try_strangers(server, tokens, schema, most=count // 250 or 1):
            yield tried
        yield await try_slow(server, each=count // 50)
        yield await try_neighbours(server, tokens, each=count // 50)
        yield await try_memory(server, tokens, count=count // 10)
        yield await try_unread(server, each=count // 100)
        yield await try_corpus(server, tokens[0])
        yield await try_cop(server)
        yield await try_bodies(server, [*tokens, None], examples(bodies, seed, count))
        yield await try_streams(server, tokens[0], examples(bodies, seed + 1, count // 5))
        yield await try_sockets(server, tokens[0], examples(frames(bodies), seed, count // 5))


async def main(seed: int, count: int, url: str, tokens: Sequence[str]) -> int:
    typer.echo(f"seed {seed} (SEED= tries the same again), {count} bodies (COUNT=)")
    if url:
        place = urlsplit(url)
        return await report(on_other(Process((place.hostname or "", place.port or 80)), tokens, seed, count))
    with tempfile.TemporaryDirectory(prefix="circle-") as folder:
        return await report(on_own(Path(folder), seed, count))


if __name__ == "__main__":
    given = os.environ.get
    seed = int(given("SEED") or SystemRandom().randrange(10**6))
    tokens = [token for token in f"{given('TOKEN', '')},{given('TOKENS', '')}".split(",") if token]
    sys.exit(1 if asyncio.run(main(seed, int(given("COUNT") or 1000), given("URL", ""), tokens)) else 0)
