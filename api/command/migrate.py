"""`circle migrate`: brings the database up to the program's version."""

import asyncio
from urllib.parse import unquote, urlsplit

import typer

from api.command.databases import application_url, owner_url, sealing_keys
from api.settings import Settings
from migrations.run import current_revision, upgrade
from tenants.sealing.resealing import seal_plaintext


def migrate() -> None:
    """Bring the database up to this program's version, seal what an older one left open, give the role its rights."""
    settings = Settings.from_environment()
    url, role = owner_url(settings), unquote(urlsplit(application_url(settings)).username or "")
    keys = sealing_keys(settings)
    asyncio.run(upgrade(url, role))
    asyncio.run(seal_plaintext(url, keys))
    typer.echo(f"The database is at {asyncio.run(current_revision(url))}.")
