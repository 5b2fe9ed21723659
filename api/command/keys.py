"""`circle keys`: which keys seal what, and sealing anew under the first one while the server goes on serving."""

import asyncio
from typing import Annotated

import typer

from api.command.databases import as_owner, owner_url, sealing_keys
from api.settings import Settings
from tenants.sealing import kept, key_changes, resealing
from tenants.sealing.fingerprints import WrongKeys

group = typer.Typer(
    help="The keys that seal identity numbers, phones, addresses, health and second factors.", no_args_is_help=True
)


@group.command()
def status() -> None:
    """Count the values that each key seals; exit 1 where there are some that none of CIRCLE_KEYS opens."""
    keys = sealing_keys(Settings.from_environment())
    counts = as_owner(kept.count_by_key)
    unknown = counts.keys() - set(keys.ids)
    for key_id in keys.ids:
        typer.echo(f"{key_id}: {counts.get(key_id, 0)} values{', and all new ones' if key_id == keys.first else ''}")
    for other in unknown:
        why = f"sealed by {other}, which is not among CIRCLE_KEYS" if other else "not sealed"
        typer.echo(f"{counts[other]} values are {why}", err=True)
    if unknown:
        raise typer.Exit(1)


@group.command()
def rotate() -> None:
    """Seal everything under the first of CIRCLE_KEYS; exit 1 and name what none of them opens."""
    settings = Settings.from_environment()
    keys = sealing_keys(settings)
    done = asyncio.run(resealing.rotate(owner_url(settings), keys))
    typer.echo(f"{done.records} records and {done.changes} changes of their history sealed anew, under {keys.first}.")
    for place in sorted(done.broken):
        typer.echo(f"{place} is not opened by any key", err=True)
    if done.broken:
        raise typer.Exit(1)


@group.command()
def forget(key_id: Annotated[str, typer.Argument(help="The lost key's id in CIRCLE_KEYS.")]) -> None:
    """Serve without a key that is lost: what it sealed stays unreadable for good."""
    if not as_owner(key_changes.forget, key_id):
        raise WrongKeys(f"the database knows no key {key_id}")
    typer.echo(f"{key_id} is not asked for any more. What it sealed stays unreadable.")
