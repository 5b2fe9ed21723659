"""The `circle` command: what it can do, and every foreseen error as one line on stderr."""

import sys

import typer

from api.command import audit, documents, keys, person, statistics, tenants, users
from api.command.backup import backup, restore
from api.command.check import check
from api.command.demo import DemoError, demo
from api.command.migrate import migrate
from api.command.schema import schema
from api.command.serve import ServingError, serve
from api.documents import BadManifest
from api.dumping import DumpError
from api.postgres import EmbeddedError
from api.variables import SettingsError
from migrations.run import MigrationError
from tenants.administration.operator import AdministrationError
from tenants.audit.retaining import AuditError
from tenants.database.plain_role import UnfitRole
from tenants.encryption.fingerprints import WrongKeys
from tenants.hierarchy.loading import BadTenants
from tenants.person.request import PersonError

FORESEEN = (
    SettingsError,
    EmbeddedError,
    MigrationError,
    ServingError,
    UnfitRole,
    WrongKeys,
    DemoError,
    DumpError,
    AdministrationError,
    BadTenants,
    PersonError,
    AuditError,
    BadManifest,
)

app = typer.Typer(
    help="Runs and administers Protection Circle.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (demo, serve, check, migrate, backup, restore, schema, users.token):
    app.command()(command)
app.add_typer(tenants.group, name="tenants")
app.add_typer(users.group, name="users")
app.add_typer(keys.group, name="keys")
app.add_typer(statistics.group, name="statistics")
app.add_typer(audit.group, name="audit")
app.add_typer(person.group, name="person")
app.add_typer(documents.group, name="documents")


def main() -> None:
    """Run the command. What a person can put right is a line, and exit code 1; a wrong usage is exit code 2."""
    try:
        app()
    except OSError as error:
        sys.exit(f"circle: {f'{error.filename}: ' if error.filename else ''}{error.strerror or error}")
    except FORESEEN as error:
        sys.exit(f"circle: {error}")
