"""`circle backup` and `circle restore`: the whole database in one file, and back into an empty one."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from api.command.databases import application_url, as_owner, encryption_keys, owner_url
from api.dumping import DumpError, dump
from api.dumping import restore as restore_dump
from api.settings import Settings
from migrations.run import current_revision, upgrade
from tenants.database.dumpable import hidden_tables, is_empty
from tenants.database.servers import Servers
from tenants.rotation.key_changes import keep_first


def backup(file: Annotated[Path, typer.Argument(help="A new file, for its owner's eyes only.")]) -> None:
    """Write the whole database to a file, while serving. What the keys encrypt stays encrypted: keep them elsewhere."""
    url = owner_url(Settings.from_environment())
    if file.exists():
        raise DumpError(f"{file} exists already")
    if hidden := as_owner(hidden_tables):
        raise DumpError(f"the owner does not see every row of {', '.join(hidden)}: the backup would not be whole")
    dump(url, file)
    typer.echo(f"{file}: {file.stat().st_size} bytes. It is of no use without the keys, which are not in it.")


def restore(file: Annotated[Path, typer.Argument(help="What `circle backup` wrote.", exists=True)]) -> None:
    """Bring a backup into an empty database, up to this program's version, and try the keys on it."""
    settings = Settings.from_environment()
    url, role = owner_url(settings), Servers.read(application_url(settings)).user
    keys = encryption_keys(settings)
    if not as_owner(is_empty):
        raise DumpError("the database is not empty: create a new one to restore into")
    restore_dump(url, file)
    asyncio.run(upgrade(url, role))
    as_owner(keep_first, keys)
    typer.echo(f"The database is restored, at {asyncio.run(current_revision(url))}, and these are its keys.")
