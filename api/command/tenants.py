"""`circle tenants`: the tree of tenants, from a file of divisions."""

from pathlib import Path
from typing import Annotated, TextIO

import typer

from api.command.databases import as_owner
from tenants.hierarchy.confirming import Unconfirmed, spell
from tenants.hierarchy.loading import LoadReport, foresee_load
from tenants.records.checklist_item.defaults import load_with_checklists

group = typer.Typer(help="The tree of tenants.", no_args_is_help=True)


@group.callback()
def tenants() -> None:
    """Keep `load` a command of the group, which a single command would otherwise replace."""


@group.command()
def load(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Close tenants that keep records, or many.")] = False,
) -> None:
    """Make the tenants of the file's provinces those of FILE, a CSV of code,name; nothing is ever deleted."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            say(lines, dry_run=dry_run, confirm=confirm)
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8 text, at byte {error.start + 1}") from error
    except Unconfirmed as unconfirmed:
        typer.echo(f"Nothing was loaded: {unconfirmed}. If that is meant, add --confirm.", err=True)
        raise typer.Exit(1) from unconfirmed


def say(lines: TextIO, *, dry_run: bool, confirm: bool) -> None:
    if dry_run:
        report, kept = as_owner(foresee_load, lines)
        typer.echo(f"Would be: {spell_report(report)} Kept by what would close: {spell(kept) or 'no records'}.")
    else:
        typer.echo(spell_report(as_owner(load_with_checklists, lines, confirmed=confirm)))


def spell_report(report: LoadReport) -> str:
    return (
        f"{report.added} added, {report.renamed} renamed, {report.closed} closed, "
        f"{report.reopened} reopened, {report.unchanged} unchanged."
    )
