"""`circle statistics`: proves the rollups, and rolls up what is pending."""

import typer

from api.command.databases import as_owner, as_owner_in_steps
from tenants.cadence.keeping import find_wrong_duties, roll_up_duties
from tenants.statistics.rolling_up import roll_up_deltas
from tenants.statistics.verifying import find_differences

group = typer.Typer(help="The figures of every tenant.", no_args_is_help=True)


@group.command()
def verify() -> None:
    """Recount every figure of every tenant from the records; exit 1 and name what differs from the rollups."""
    differences = [*map(str, as_owner(find_differences)), *as_owner_in_steps(find_wrong_duties)]
    for difference in differences:
        typer.echo(difference, err=True)
    if differences:
        raise typer.Exit(1)
    typer.echo("Every figure of every tenant agrees with its records.")


@group.command()
def roll_up() -> None:
    """Roll up the pending changes now; a running server does so by itself."""
    moved = as_owner_in_steps(roll_up_deltas)
    as_owner_in_steps(roll_up_duties)
    typer.echo("Another process is rolling up." if moved is None else f"{moved} changes rolled up.")
