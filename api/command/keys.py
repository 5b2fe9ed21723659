"""`circle keys`: which keys encrypt what, and encrypting anew under the first one while the server goes on serving."""

import asyncio
from typing import Annotated

import typer

from api.command.databases import as_owner, encryption_keys, owner_url
from api.settings import Settings
from tenants.encryption.fingerprints import WrongKeys
from tenants.rotation import key_changes, rotating, stored

group = typer.Typer(
    help="The keys that encrypt identity numbers, phones, addresses, health and second factors.", no_args_is_help=True
)


@group.command()
def status() -> None:
    """Count the values that each key encrypts; exit 1 where there are some that none of CIRCLE_KEYS decrypts."""
    keys = encryption_keys(Settings.from_environment())
    counts, seals = as_owner(stored.count_by_key), as_owner(stored.count_seals_by_key)
    unknown = counts.keys() - set(keys.ids)
    for key_id in keys.ids:
        typer.echo(f"{key_id}: {counts.get(key_id, 0)} values{', and all new ones' if key_id == keys.first else ''}")
    for sealing in seals.keys() - {keys.first}:
        typer.echo(f"{sealing}: {seals[sealing]} seals of the access log, which `circle keys rotate` makes anew")
    for other in unknown:
        why = f"encrypted by {other}, which is not among CIRCLE_KEYS" if other else "not encrypted"
        typer.echo(f"{counts[other]} values are {why}", err=True)
    if unknown:
        raise typer.Exit(1)


@group.command()
def rotate() -> None:
    """Encrypt everything under the first of CIRCLE_KEYS; exit 1 and name what none of them decrypts."""
    settings = Settings.from_environment()
    keys = encryption_keys(settings)
    done = asyncio.run(rotating.rotate(owner_url(settings), keys))
    typer.echo(
        f"{done.records} records and {done.changes} changes of their history encrypted anew, under {keys.first}."
    )
    for place in sorted(done.broken):
        typer.echo(f"{place} cannot be decrypted with any key", err=True)
    if done.broken:
        raise typer.Exit(1)


@group.command()
def forget(key_id: Annotated[str, typer.Argument(help="The lost key's id in CIRCLE_KEYS.")]) -> None:
    """Serve without a key that is lost: what it encrypted stays unreadable for good."""
    if not as_owner(key_changes.forget, key_id):
        raise WrongKeys(f"the database knows no key {key_id}")
    typer.echo(f"{key_id} is not asked for any more. What it encrypted stays unreadable.")
