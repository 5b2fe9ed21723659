"""`circle audit`: verifies that nobody changed the access log, exports a year of it, and drops what is old enough."""

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated, TextIO

import typer

from api.command.databases import as_owner, encryption_keys, owner_url
from api.settings import Settings
from tenants.audit import retaining
from tenants.audit.exporting import Exported, export_year, note_export
from tenants.audit.verifying import ALWAYS, Day, Span
from tenants.audit.verifying import verify as verify_log

group = typer.Typer(help="The log of who opened whose file.", no_args_is_help=True)


@group.command()
def verify(
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="That day's chain alone.")] = None,
) -> None:
    """Recompute chain and seals of every day; exit 1 and name what was changed. Keep the last head somewhere else."""
    span = Span(day.date(), day.date() + timedelta(1)) if day else ALWAYS
    found = as_owner(verify_log, encryption_keys(Settings.from_environment()), span)
    for one in found.days:
        typer.echo(f"{one.day} {one.entries} entries, head {one.head}{_gone(one)}")
    for said in (*found.notes, *found.faults):
        typer.echo(said, err=True)
    if found.faults:
        raise typer.Exit(1)
    typer.echo("The access log agrees with its chain and its seals.")


@group.command()
def retain() -> None:
    """Drop the months of the log that are over for CIRCLE_ACCESS_LOG_MONTHS; one whose chain does not hold stays."""
    settings = Settings.from_environment()
    retired = asyncio.run(retaining.retain(owner_url(settings), encryption_keys(settings), settings.access_log_months))
    for one in retired:
        typer.echo(f"{one.month:%Y-%m}: {one.entries} entries dropped.")
    if not retired:
        typer.echo(f"No month is over for {settings.access_log_months} months.")


@group.command()
def export(
    year: Annotated[int, typer.Option(min=2000, max=2999, help="The year, in Shanghai.")],
    to: Annotated[Path | None, typer.Option(help="A new file; its manifest stands beside it.")] = None,
    by: Annotated[str, typer.Option(help="Who exports it; this is recorded.")] = "operator",
) -> None:
    """Write a year of the log as lines of JSON, for the compliance audit; exit 1 where its chain does not hold."""
    file = to or Path(f"access-log-{year}.jsonl")
    keys = encryption_keys(Settings.from_environment())
    as_owner(note_export, by, year, keys)
    with _made(file) as target, _made(manifest := file.with_name(f"{file.name}.manifest.json")) as told:
        writing = _Hashed(target)
        exported = as_owner(export_year, year, keys, writing.write)
        json.dump(_manifest(file, year, exported) | {"sha256": writing.hash.hexdigest()}, told, indent=2)
    typer.echo(f"{exported.entries} entries in {file}, what they are in {manifest}.")
    if exported.verdict.faults:
        typer.echo(exported.verdict.faults[0], err=True)
        raise typer.Exit(1)


class _Hashed:
    """A file, and the hash of what was written to it."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.hash = sha256()

    def write(self, text: str) -> None:
        self.hash.update(text.encode())
        self.file.write(text)


@contextmanager
def _made(file: Path) -> Iterator[TextIO]:
    """Make a file that nobody else reads, whole or not at all. Raises FileExistsError."""
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(made, "w", encoding="utf-8") as opened:
            yield opened
    except BaseException:
        file.unlink()
        raise


def _manifest(file: Path, year: int, exported: Exported) -> dict[str, object]:
    days, faults = exported.verdict.days, exported.verdict.faults
    return {
        "file": file.name,
        "year": year,
        "entries": exported.entries,
        **exported.counts,
        "chainHolds": not faults,
        "faults": faults,
        "notes": exported.verdict.notes,
        "heads": {str(one.day): one.head for one in days},
        "goneByRetention": [str(one.day) for one in days if one.retired_on],
    }


def _gone(day: Day) -> str:
    return f", gone by retention on {day.retired_on}" if day.retired_on else ""
