"""`circle demo`: the whole province with demo data on an embedded PostgreSQL, from nothing to a served endpoint."""

import asyncio
import json
import socket
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from api import embedded
from api.command.serve import address, answer, listen, until_told_to_stop
from api.settings import Settings
from migrations.run import Standing, standing, upgrade
from tenants.accounts.passwords import hash_password
from tenants.administration.operator import list_users, start_session
from tenants.database.owner import owner_connection
from tenants.demo.loading import load_demo, made_ahead
from tenants.demo.multiplying import multiply
from tenants.demo.users import add_demo_users
from tenants.encryption.keys import Keys

HEADLINES = """{ tenant(code:"33") { name statistics(period:"2024-H1") {
 caringMothers children childrenPaired pairings pairedRate visits activities peopleServed projects fundsRaised
 peopleSupported } } }""".replace("\n", "")
SIGN_INS = {
    "33.analyst": "every figure of the province",
    "33.director": "and its records in summary",
    "330127.caseworker": "the files of Chun'an county",
    "330127.partner": "what is asked of an organisation in Chun'an, what it agreed to, and its projects",
    "mother.1": "a Caring Mother and the children paired with her",
}


class DemoError(Exception):
    """The demo cannot be run as asked; the message is one line for a person."""


def demo(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Where to serve; else CIRCLE_PORT.")] = None,
    scale: Annotated[int | None, typer.Option(min=1, max=100, help="Multiply the records, for load tests.")] = None,
) -> None:
    """Serve the whole province with demo data, kept in CIRCLE_DATA; the first run makes it."""
    settings = Settings.from_environment()
    # Its people have no authenticator yet, so no role calls for one; whoever adds one is asked for it.
    rules = replace(settings.sign_in, second_factor_roles=frozenset())
    settings = replace(settings, port=port or settings.port, production=False, sign_in=rules)
    if settings.database_url or settings.owner_url:
        raise DemoError("the demo brings its own database: unset CIRCLE_DATABASE_URL and CIRCLE_OWNER_URL")
    with until_told_to_stop(), listen(settings.host, settings.port) as listening:
        while not _serve(settings, listening, scale):
            kept = _set_aside(settings.data)
            typer.echo(f"The data in {settings.data} is of a version that was never released: kept in {kept}.")
    typer.echo("Stopped.")


def _serve(settings: Settings, listening: socket.socket, scale: int | None) -> bool:
    """Serve until told to stop; or say no where the data is of a version that was never released."""
    typer.echo(f"Starting PostgreSQL in {settings.data} ...")
    if made_now := not embedded.is_made(settings.data):
        _make(settings.data, scale or 1)
    with embedded.serving(settings.data) as addresses:
        if not made_now:
            if asyncio.run(standing(addresses.owner_url)) is Standing.UNRELEASED:
                return False
            # What an older version made.
            asyncio.run(upgrade(addresses.owner_url, embedded.APPLICATION))
        keys = Keys.read(*embedded.kept_keys(settings.data))
        token = asyncio.run(_prepare(addresses, settings, scale))
        served = replace(settings, database_url=addresses.application_url, keys=keys)
        answer(served, listening, log_level="warning", ready=_welcome(settings, _password(settings.data), token))
    return True


def _password(data: Path) -> str:
    return embedded.kept_secret(data / "demo.password")


def _make(data: Path, scale: int) -> None:
    """Load the demo into a cluster that is there when all of it is."""
    with embedded.making(data) as addresses:
        (data / "demo.scale").write_text(str(scale))
        typer.echo("Loading the province and its demo data, the first time only ...")
        asyncio.run(_load(addresses, Keys.read(*embedded.kept_keys(data)), hash_password(_password(data)), scale))
        # It takes seconds, and meanwhile the cluster is flushed to the disk.
        Thread(target=_build_what_serves, daemon=True).start()


def _build_what_serves() -> None:
    import_module("api.app")
    import_module("schema.build").graphql_schema()


async def _load(addresses: embedded.Addresses, keys: Keys, password_hash: str, scale: int) -> None:
    with made_ahead(keys) as parts:
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        await load_demo(addresses.owner_url, parts, progress=typer.echo)
    if scale > 1:
        typer.echo(f"making {scale} times the records")
        await multiply(addresses.owner_url, keys, scale)
    async with owner_connection(addresses.owner_url) as connection:
        await add_demo_users(connection, password_hash)


def _set_aside(data: Path) -> Path:
    """Rename the folder to one with today's date, and a number where there is one of today."""
    names = (f"{data.name}-{date.today()}{f'-{n}' if n else ''}" for n in count())  # noqa: DTZ011 - the machine's day
    kept = next(path for path in (data.parent / name for name in names) if not path.exists())
    return data.rename(kept)


async def _prepare(addresses: embedded.Addresses, settings: Settings, scale: int | None) -> str:
    """Refuse what was not loaded to the end, or is of another scale; and give a token for the first request."""
    async with owner_connection(addresses.owner_url) as connection:
        if not await list_users(connection):
            raise DemoError(f"the data in {settings.data} was never loaded to the end: remove it")
        _refuse_other_scale(settings.data / "demo.scale", scale)
        return await start_session(connection, "33.analyst", settings.sign_in.access, settings.sign_in.refresh)


def _refuse_other_scale(kept: Path, scale: int | None) -> None:
    made = int(kept.read_text())
    if scale not in {None, made}:
        raise DemoError(f"the data in {kept.parent} is of --scale {made}: use that, or another CIRCLE_DATA")


def _welcome(settings: Settings, password: str, token: str) -> str:
    body = json.dumps({"query": HEADLINES})
    people = "\n".join(f"  {name:<18} {what}" for name, what in SIGN_INS.items())
    return f"""
Protection Circle answers at {address(settings)}

Sign in with the password {password} as
{people}

To try it in a browser: {address(settings).removesuffix("graphql")}explorer

The headline figures, as 33.analyst:

curl -s {address(settings)} -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' -d '{body}'

Ctrl-C stops it; the data stays in {settings.data}.
"""
