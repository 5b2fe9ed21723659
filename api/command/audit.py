"""`circle audit`: proves that nobody changed the access log."""

from datetime import datetime
from typing import Annotated

import typer

from api.command.databases import as_owner
from tenants.audit.verifying import find_unchained, verify_days

group = typer.Typer(help="The log of who opened whose file.", no_args_is_help=True)


@group.callback()
def audit() -> None:
    """Keep `verify` a command of the group, which a single command would otherwise replace."""


@group.command()
def verify(
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="That day's chain alone.")] = None,
) -> None:
    """Recompute the chain of every day; exit 1 and name what was changed. Keep the last head somewhere else."""
    only = day.date() if day else None
    days, unchained = as_owner(verify_days, only), as_owner(find_unchained, only)
    for one in days:
        typer.echo(f"{one.day} {one.entries} entries, head {one.head}")
    faults = [f"{one.day} {one.fault}" for one in days if one.fault]
    faults += [f"entry {entry} stands in no chain" for entry in unchained]
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo("The access log agrees with its chain.")
