"""`circle users` and `circle token`: who may sign in, and under which grants."""

import sys
from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from api.command.databases import as_owner
from api.settings import Settings
from tenants.administration import operator
from tenants.division import parse_code

group = typer.Typer(help="Users and their grants.", no_args_is_help=True)


def _read_code(text: str) -> int:
    try:
        return parse_code(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Name = Annotated[str, typer.Argument(help="The name the user signs in with.")]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="Such as ANALYST or CASEWORKER.", parser=str.upper)]
Code = Annotated[int, typer.Argument(metavar="CODE", help="The tenant's division code, such as 33.", parser=_read_code)]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day, in Shanghai, on which it no longer holds.")
]


@group.command()
def add(
    name: Name,
    password: Annotated[str | None, typer.Option(help="Asked for on a terminal, where nobody reads it.")] = None,
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from the first line.")] = False,
) -> None:
    """Add a user; without a password one who cannot sign in, only use `circle token`."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif password is None and sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    as_owner(operator.add_user, name, password, Settings.from_environment().sign_in)


@group.command()
def grant(  # noqa: PLR0913  # a grant has this many parts
    name: Name,
    role: Role,
    code: Code,
    until: Until = None,
    caring_mother: Annotated[UUID | None, typer.Option(help="Her registration's id, for CARING_MOTHER.")] = None,
    *,
    organization: Annotated[UUID | None, typer.Option(help="The organisation's id, for PARTNER.")] = None,
) -> None:
    """Grant a user a role at a tenant."""
    end = until and until.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    given = as_owner(operator.grant_role, name, operator.NewGrant(role, code, end, caring_mother, organization))
    if given:
        typer.echo(f"An administrator made this account: it holds once {name} has entered the code {given}.")


@group.command()
def revoke(
    name: Name,
    role: Annotated[str | None, typer.Argument(metavar="ROLE", parser=str.upper)] = None,
    code: Annotated[int | None, typer.Argument(metavar="CODE", parser=_read_code)] = None,
) -> None:
    """Revoke one grant of a user, or without ROLE and CODE all of them and every session."""
    if role is None:
        as_owner(operator.revoke_all, name)
    elif code is None:
        raise typer.BadParameter("a grant is named by ROLE and CODE")
    else:
        as_owner(operator.revoke_grant, name, role, code)


@group.command()
def unlink_identity(name: Name) -> None:
    """Unlink a user from the OpenID provider, and end every session; by a password she signs in as before."""
    as_owner(operator.unlink_identities, name)


@group.command("list")
def list_() -> None:
    """List the users with the grants that hold now."""
    for user in as_owner(operator.list_users):
        typer.echo(f"{user.name}{' (closed)' if user.closed else ''}: {'; '.join(user.grants) or 'no grants'}")


@group.command()
def enrol(name: Name) -> None:
    """Print a code, good once and for a week, with which a user adds her first second factor or identity."""
    typer.echo(as_owner(operator.enrol, name))


@group.command()
def reset_second_factor(name: Name) -> None:
    """Take away the second factor of a user who has lost it, end every session, and print a code to add another."""
    typer.echo(as_owner(operator.reset_second_factor, name))


def token(name: Name) -> None:
    """Print a bearer token for a user, alone, for scripts; it lasts CIRCLE_ACCESS_MINUTES."""
    settings = Settings.from_environment()
    typer.echo(as_owner(operator.start_session, name, settings.sign_in.access, settings.sign_in.refresh))
