"""`circle migrate`: brings the database up to the program's version."""

import asyncio

import typer

from api.command.databases import application_url, as_owner, encryption_keys, owner_url
from api.settings import Settings
from migrations.run import current_revision, upgrade
from tenants.database.servers import Servers
from tenants.rotation.key_changes import keep_first


def migrate() -> None:
    """Bring the database up to this program's version, give the role its rights, and try the keys on it."""
    settings = Settings.from_environment()
    url, role = owner_url(settings), Servers.read(application_url(settings)).user
    keys = encryption_keys(settings)
    asyncio.run(upgrade(url, role))
    as_owner(keep_first, keys)
    typer.echo(f"The database is at {asyncio.run(current_revision(url))}.")
