"""The database under test: an embedded PostgreSQL with the demo data of one scale, its users signed in."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg
from typer import echo

from api import embedded
from bench.parameters import DATA, HERE
from migrations.run import upgrade
from tenants.administration.operator import start_session
from tenants.audit.chaining import chain_all
from tenants.cadence.keeping import roll_up_duties, work_off
from tenants.database.owner import owner_connection, owner_session
from tenants.demo.loading import load_demo, made_ahead
from tenants.demo.multiplying import multiply
from tenants.demo.province import worked_villages
from tenants.demo.users import add_demo_users
from tenants.encryption.keys import Keys

SESSION = timedelta(hours=12)
PROVINCE, ANALYST, COUNTY = "33.director", "33.analyst", "330127.caseworker"


def village_user() -> str:
    """The village caseworker of the same county as the county's."""
    village = next(code for code in worked_villages() if code // 1_000_000 == int(COUNTY[:6]))
    return f"{village}.caseworker"


MOTHER = "mother.1"
USERS = {"province": PROVINCE, "analyst": ANALYST, "county": COUNTY, "village": village_user(), "mother": MOTHER}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user: the bearer token, and the range it acts in."""

    token: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class World:
    """A database to measure on: where it is, how large, and who asks."""

    scale: int
    addresses: embedded.Addresses
    keys: tuple[str, str]
    users: dict[str, Actor]
    rows: dict[str, int]


@contextmanager
def serving(scale: int) -> Iterator[embedded.Addresses]:
    data = DATA / f"scale-{scale}"
    if not embedded.is_made(data):
        with embedded.making(data) as addresses:
            asyncio.run(load(scale, addresses))
    with embedded.serving(data) as addresses:
        yield addresses


async def load(scale: int, addresses: embedded.Addresses) -> None:
    """What follows for each child included, which a server works off behind its answers."""
    echo(f"Loading the demo data at {scale}x, the first time only ...")
    began = time.monotonic()
    keys = Keys.read(*embedded.kept_keys(DATA / f"scale-{scale}"))
    with made_ahead(keys) as parts:
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        await load_demo(addresses.owner_url, parts, progress=lambda _: None)
    async with owner_connection(addresses.owner_url) as owner:
        await add_demo_users(owner, "nobody signs in here")
    echo(f"Loaded in {time.monotonic() - began:.0f} s.")
    async with owner_session(addresses.owner_url) as owner:
        await work_off(owner)
    echo(f"Duties worked off after {time.monotonic() - began:.0f} s.")
    if scale > 1:
        await multiply(addresses.owner_url, keys, scale)
        echo(f"Multiplied after {time.monotonic() - began:.0f} s.")


async def prepare(scale: int, addresses: embedded.Addresses) -> World:
    """Signs everybody in."""
    await upgrade(addresses.owner_url, embedded.APPLICATION)
    keys = embedded.kept_keys(DATA / f"scale-{scale}")
    async with owner_connection(addresses.owner_url) as owner:
        await owner.execute((HERE / "database.sql").read_text())
        users = {kind: await sign_in(owner, name) for kind, name in USERS.items()}
        rows = {table: await count(owner, table) for table in ("children", "caring_mothers", "pairings", "visits")}
    await settle(addresses)
    return World(scale, addresses, keys, users, rows)


async def sign_in(owner: asyncpg.Connection, name: str) -> Actor:
    token = await start_session(owner, name, SESSION, SESSION)
    place = await owner.fetchrow(
        "select t.code, t.code_end from users u join grants g on g.user_id = u.id"
        " join tenants t on t.code = g.tenant_code where u.name = $1",
        name,
    )
    return Actor(token, *place)


async def count(owner: asyncpg.Connection, table: str) -> int:
    rows: int = await owner.fetchval(f"select count(*) from {table}")  # noqa: S608  # a name of ours
    return rows


async def settle(addresses: embedded.Addresses) -> None:
    """Takes away what a work recorded, and leaves the tables as a database at rest has them."""
    owner = await asyncpg.connect(addresses.owner_url)
    try:
        removed = await owner.execute("delete from visits where created_by is not null")
        await owner.execute("select roll_up_statistics()")
        await roll_up_duties(owner)
        if removed != "DELETE 0":
            await owner.execute("vacuum analyze visits")
        await owner.execute("vacuum analyze statistics_deltas")
        await owner.execute("vacuum analyze statistics_rollups")
        await owner.execute("vacuum analyze duties, duty_deltas, duty_rollups")
    finally:
        await owner.close()


async def rest(addresses: embedded.Addresses) -> None:
    """Does what a server puts off, or waits until it has: entries of the log to be chained, figures to be rolled up."""
    owner = await asyncpg.connect(addresses.owner_url)
    try:
        await chain_all(owner)
        await owner.execute("select roll_up_statistics()")
        await roll_up_duties(owner)
    finally:
        await owner.close()


async def some_ids(owner_url: str, statement: str, actor: Actor) -> list[UUID]:
    """The ids that a statement of ours finds in a range."""
    owner = await asyncpg.connect(owner_url)
    try:
        return [row[0] for row in await owner.fetch(statement, actor.low, actor.high)]
    finally:
        await owner.close()
