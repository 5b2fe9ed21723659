"""`circle tenants`: the tree of tenants, from a file of divisions."""

from pathlib import Path
from typing import Annotated

import typer

from api.command.databases import as_owner
from tenants.records.checklist_item.defaults import load_with_checklists

group = typer.Typer(help="The tree of tenants.", no_args_is_help=True)


@group.callback()
def tenants() -> None:
    """Keep `load` a command of the group, which a single command would otherwise replace."""


@group.command()
def load(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]) -> None:
    """Make the tenants of the file's provinces those of FILE, a CSV of code,name; nothing is ever deleted."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            report = as_owner(load_with_checklists, lines)
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8 text, at byte {error.start + 1}") from error
    typer.echo(
        f"{report.added} added, {report.renamed} renamed, {report.closed} closed, "
        f"{report.reopened} reopened, {report.unchanged} unchanged."
    )
