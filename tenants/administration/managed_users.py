"""The users of an administrator's range: listed, created, invited, closed and reopened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Text
from uuid_utils.compat import uuid7

from tenants import normal_form
from tenants.access.scope import Verb
from tenants.accounts.password_rules import password_problems
from tenants.accounts.passwords import hash_password, hashing
from tenants.accounts.rules import SignInRules
from tenants.accounts.tokens import hash_token, make_token
from tenants.administration.listing import Listing, ListPage, list_page
from tenants.database.transactions import Database, Reading, Writing
from tenants.errors import Forbidden, Problem, ProblemCode, Rejected
from tenants.reading.statement import check_text
from tenants.writing.changes import make_conflict, refuse_if, refuse_stale, require_uuid, run_text
from tenants.writing.form import Entry, check_form, check_sign_in_name, make_most_check
from tenants.writing.rule import Values

INVITATION_LIFETIME = timedelta(days=7)
FORM = {
    "name": Entry((make_most_check(100), check_sign_in_name), required=True, normal=normal_form.normalize_sign_in_name)
}

USER = "select u.*, manages(u.id) as manageable from administered_users() u where u.id = $1"
USERS = Listing(
    order="NAME_ASC",
    position="name",
    type=Text(),
    rows="""select * from administered_users($1)
            where ($2::text is null or strpos(name, $2) > 0) and ($3::boolean is null or closed = $3)""",
    filters=3,
    columns="page.*, manages(page.id) as manageable",
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A user's one-time token, which is kept only as a hash, and until when it is valid."""

    user_id: UUID
    token: str
    until: datetime


def require(reading: Reading, resource: str, verb: Verb) -> None:
    """Raises Forbidden for a role that can never do this, wherever it acts."""
    role = reading.actor.grant.role
    if not role.scopes(resource, verb):
        raise Forbidden(role=role.name, resource=resource)


async def list_users(reading: Reading, arguments: Values) -> ListPage:
    """The users of the range by name. Raises Forbidden and BadRequest."""
    require(reading, "user", Verb.MANAGE)
    asked: Mapping[str, Any] = arguments.get("filter") or {}
    containing = asked.get("name_contains")
    if containing is not None:
        containing = normal_form.normalize_sign_in_name(containing)
        check_text(containing)
    return await list_page(reading, USERS, arguments, asked.get("tenant"), containing, asked.get("closed"))


async def grants_of(reading: Reading, users: Sequence[UUID]) -> Mapping[UUID, Sequence[asyncpg.Record]]:
    """The grants of the users in the range, past ones included, by user."""
    rows = await reading.connection.fetch("select * from administered_grants($1)", list(users))
    return {user: [row for row in rows if row["user_id"] == user] for user in users}


async def find_user(reading: Reading, text: str, field: str) -> asyncpg.Record:
    """A user of the range. Raises Forbidden, and Rejected (NOT_FOUND) for the field."""
    require(reading, "user", Verb.MANAGE)
    found = await reading.connection.fetchrow(USER, require_uuid(text, field))
    refuse_if(found is None, ProblemCode.NOT_FOUND, field)
    return found


async def find_managed(writing: Writing, values: Values) -> asyncpg.Record:
    """The user named by `id`, at the version expected. Raises Rejected unless it may be changed."""
    found = await find_user(writing, values["id"], "id")
    refuse_if(not found["manageable"], ProblemCode.NOT_YOURS_TO_MANAGE, "id")
    refuse_stale(found, values)
    return found


async def create_user(writing: Writing, values: Values) -> Invitation:
    """Creates an account without a password; whoever accepts the invitation chooses it."""
    require(writing, "user", Verb.MANAGE)
    name = check_form(FORM, values)["name"]
    invitation = make_invitation(uuid7())
    made = "select create_user($1, $2, $3, $4)"
    await run_text(writing, made, invitation.user_id, name, hash_token(invitation.token), invitation.until)
    return invitation


async def invite_user(writing: Writing, values: Values) -> Invitation:
    """Makes a new invitation that replaces the last one, as long as nobody has the account."""
    found = await find_managed(writing, values)
    awaiting = await writing.connection.fetchval("select awaits_holder($1)", found["id"])
    refuse_if(not awaiting, ProblemCode.ALREADY_JOINED, "id")
    invitation = make_invitation(found["id"])
    invited = "select invite_user($1, $2, $3, $4)"
    await apply_change(writing, found, invited, hash_token(invitation.token), invitation.until)
    return invitation


async def close_user(writing: Writing, values: Values) -> UUID:
    """Closes an account: it can no longer sign in or act, and its sessions end."""
    found = await find_managed(writing, values)
    refuse_if(found["closed"], ProblemCode.ALREADY_DONE, "id")
    return await apply_change(writing, found, "select close_user($1, $2)")


async def reopen_user(writing: Writing, values: Values) -> UUID:
    """Reopens an account that was closed in the range; grants that it still holds take effect again."""
    found = await find_managed(writing, values)
    refuse_if(not found["closed"], ProblemCode.ALREADY_DONE, "id")
    mine = await writing.connection.fetchval("select may_reopen($1)", found["id"])
    refuse_if(not mine, ProblemCode.NOT_YOURS_TO_MANAGE, "id")
    return await apply_change(writing, found, "select reopen_user($1, $2)")


async def accept_invitation(
    database: Database, token: str, password: str, rules: SignInRules, address: str | None
) -> str:
    """Gives an invited account to its holder, with the password she chose; returns its name. Raises Rejected."""
    invitation, accepted = hash_token(token), None
    async with database.connection() as connection:
        name = await connection.fetchval("select user_name from find_invitation($1)", invitation)
    if problems := password_problems(password, name or "", rules, "password"):
        raise Rejected(problems)
    if name:
        with hashing.slot():
            password_hash = await hashing.run(hash_password, password)
        async with database.connection() as connection:
            accepting = "select accept_invitation($1, $2, $3)"
            accepted = await connection.fetchval(accepting, invitation, password_hash, address)
    if accepted is None:
        raise Rejected([Problem(ProblemCode.WRONG_CODE, ("invitation",))])
    return str(accepted)


async def apply_change(writing: Writing, found: asyncpg.Record, text: str, *values: object) -> UUID:
    """Changes a found row at its version. Raises Rejected (CONFLICT) if somebody else was faster."""
    try:
        done = await run_text(writing, text, found["id"], found["version"], *values)
    except asyncpg.InsufficientPrivilegeError:
        # When it was found it could be changed; by what somebody else did to it since, it cannot.
        done = False
    if not done:
        raise make_conflict(found["version"] + 1)
    key: UUID = found["id"]
    return key


def make_invitation(user_id: UUID) -> Invitation:
    return Invitation(user_id, make_token(), datetime.now(UTC) + INVITATION_LIFETIME)
