"""`circle migrate`: brings the database up to the program's version."""

import asyncio
from urllib.parse import unquote, urlsplit

import typer

from api.command.databases import application_url, owner_url
from api.settings import Settings
from migrations.run import current_revision, upgrade


def migrate() -> None:
    """Bring the database up to this program's version, and give the application's role its rights."""
    settings = Settings.from_environment()
    url, role = owner_url(settings), unquote(urlsplit(application_url(settings)).username or "")
    asyncio.run(upgrade(url, role))
    typer.echo(f"The database is at {asyncio.run(current_revision(url))}.")
