"""`circle person`: everything held on a child or a Caring Mother, exported or erased at their request."""

from typing import Annotated
from uuid import UUID

import typer

from api.command.databases import as_owner, encryption_keys
from api.settings import Settings
from tenants.person.erasing import erase_person
from tenants.person.exporting import export_person
from tenants.person.request import TABLES, Request

group = typer.Typer(help="One person's data.", no_args_is_help=True)


def _read_kind(text: str) -> str:
    kind = text.upper().replace("-", "_")
    if kind not in TABLES:
        raise typer.BadParameter(f"a person is a {' or a '.join(TABLES)}")
    return kind


Kind = Annotated[str, typer.Argument(metavar="KIND", help="CHILD or CARING_MOTHER.", parser=_read_kind)]
Id = Annotated[UUID, typer.Argument(metavar="ID", help="The id of the file.")]
By = Annotated[str, typer.Option(help="Who carries out the request; this is recorded.")]


@group.command()
def export(kind: Kind, id_: Id, by: By) -> None:
    """Print everything held on one person, as JSON."""
    keys = encryption_keys(Settings.from_environment())
    typer.echo(as_owner(export_person, Request(kind, id_, by), keys))


@group.command()
def erase(
    kind: Kind, id_: Id, by: By, reason: Annotated[str, typer.Option(help="Why, without names; this is recorded.")]
) -> None:
    """Erase one person for good. The file has to be closed; every figure stays as it is."""
    counts = as_owner(erase_person, Request(kind, id_, by, reason))
    typer.echo("Erased: " + ", ".join(f"{count} {name}" for name, count in counts.items() if count) + ".")
