"""`circle tenants`: the tree of tenants, from a file of divisions."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from api.command.databases import as_owner
from tenants.division import parse_code
from tenants.hierarchy.confirming import Orphaned, Unconfirmed, spell
from tenants.hierarchy.loading import LoadReport, foresee_load
from tenants.hierarchy.succeeding import BadSuccession, Succession, foresee, succeed
from tenants.records.checklist_item.defaults import load_with_checklists

group = typer.Typer(help="The tree of tenants.", no_args_is_help=True)


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
    except (Orphaned, BadSuccession) as left:
        typer.echo(f"Nothing was loaded: {left}.", err=True)
        raise typer.Exit(1) from left


@group.command("succeed")
def hand_over(
    old: Annotated[str, typer.Argument(help="The code of the tenant that is taken over.")],
    new: Annotated[list[str], typer.Argument(help="The code of its successor, or those of several.")],
    *,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today if left out.")
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Do it, and not only say what would be done.")] = False,
) -> None:
    """Hand over what goes on of OLD and all below it to NEW: open files, registrations, pairings, needs."""
    try:
        codes = parse_code(old), [parse_code(one) for one in new]
        found = as_owner(succeed if confirm else foresee, *codes, on.date() if on else None)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(spell_succession(found) if confirm else f"Would be: {spell_succession(found)} Add --confirm.")


def spell_succession(found: Succession) -> str:
    return (
        f"{found.children} files and {found.caring_mothers} registrations handed over, "
        f"{found.service_areas} service areas under their new code."
    )


def say(lines: TextIO, *, dry_run: bool, confirm: bool) -> None:
    if dry_run:
        report, kept = as_owner(foresee_load, lines)
        typer.echo(f"Would be: {spell_report(report)} Kept by what would close: {spell(kept) or 'no records'}.")
    else:
        typer.echo(spell_report(as_owner(load_with_checklists, lines, confirmed=confirm)))


def spell_report(report: LoadReport) -> str:
    return (
        f"{report.added} added, {report.renamed} renamed, {report.closed} closed, "
        f"{report.reopened} reopened, {report.unchanged} unchanged"
        f"{f', {report.moved} files and registrations handed over' if report.moved else ''}."
    )
