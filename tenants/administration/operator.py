"""The owner's administration of users and grants: what the command line does, and no request can."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from tenants.access.policy import load_policy
from tenants.accounts import sessions
from tenants.accounts.password_rules import password_problems
from tenants.accounts.passwords import hash_password
from tenants.accounts.rules import SignInRules
from tenants.accounts.tokens import hash_code, make_code
from tenants.division import TenantLevel
from tenants.errors import ProblemCode
from tenants.normal_form import SIGN_IN_NAME, normalize_sign_in_name

STANDARD = SignInRules()
PASSWORD_PROBLEMS = {
    ProblemCode.TOO_SHORT: "a password has at least {least} characters",
    ProblemCode.TOO_LONG: "a password has at most {most} characters",
    ProblemCode.EASILY_GUESSED: "this password is too common, or contains the user's name",
}
NAME_LENGTH = range(1, 101)
GRANT_CODE_LIFETIME = timedelta(days=7)

ADD_GRANT = """
insert into grants (user_id, role, tenant_code, until_at, caring_mother_id, organization_id, code_hash, code_until,
                    accepted_at)
select $1, $2, $3, $4, $5, $6, $7::bytea, case when $7::bytea is not null then now() + $8 end,
       case when $7::bytea is null then now() end
"""


class AdministrationError(Exception):
    """An order about users or grants that cannot be carried out; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class ListedUser:
    """A user and the live grants, each as `ROLE code name`."""

    name: str
    closed: bool
    grants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role at the tenant of a code, until a moment or for good.

    A Caring Mother's names her registration, a partner's may name the organisation.
    """

    role: str
    code: int
    until: datetime | None = None
    caring_mother_id: UUID | None = None
    organization_id: UUID | None = None


async def add_user(
    connection: asyncpg.Connection, name: str, password: str | None, rules: SignInRules = STANDARD
) -> None:
    """Add a user, who can sign in when there is a password. Raises UserError when the name is taken or unfit."""
    if len(name) not in NAME_LENGTH or not SIGN_IN_NAME.fullmatch(name) or name != normalize_sign_in_name(name):
        raise AdministrationError(
            "a user's name has 1 to 100 printable characters of ASCII or Han, without spaces around it"
        )
    if password is not None and (problems := password_problems(password, name, rules, "password")):
        raise AdministrationError(PASSWORD_PROBLEMS[problems[0].code].format(**problems[0].details))
    added = await connection.fetchval(
        "insert into users (name, password_hash) values ($1, $2) on conflict (name) do nothing returning id",
        name,
        hash_password(password) if password else None,
    )
    if added is None:
        raise AdministrationError(f"there is already a user {name}")


async def grant_role(connection: asyncpg.Connection, name: str, grant: NewGrant) -> str | None:
    """Grant a user a role at a tenant, at once.

    Returns a code where an administrator made the account, and so may hold it: the grant holds once the person it is
    meant for has entered the code.
    Raises UserError when user, role, tenant or Caring Mother is unknown, when the role cannot stand there,
    or when the user holds the grant already.
    """
    user_id = await _find_user(connection, name)
    await _refuse_misplaced(connection, grant)
    await _refuse_other_mother(connection, grant)
    await _refuse_other_organization(connection, grant)
    held = "select exists (select from live_grants($1) where (role, low) = ($2, $3))"
    if await connection.fetchval(held, user_id, grant.role, grant.code):
        raise AdministrationError(f"{name} is already {grant.role} at {grant.code}")
    foreign = await connection.fetchval("select created_by is not null from users where id = $1", user_id)
    code = make_code() if foreign else None
    columns = (user_id, grant.role, grant.code, grant.until, grant.caring_mother_id, grant.organization_id)
    try:
        await connection.execute(ADD_GRANT, *columns, code and hash_code(code), GRANT_CODE_LIFETIME)
    except asyncpg.CheckViolationError as error:
        if error.constraint_name == "grants_role_apart":
            raise AdministrationError(
                f"{name} has other duties there: administration, audit and casework must not be held by one person"
            ) from None
        if error.constraint_name == "grants_figures_apart":
            raise AdministrationError(
                f"{name} would see figures below a tenant exactly of which another grant hides small ones: "
                "give these to two persons"
            ) from None
        raise AdministrationError("a grant ends after it begins: its end has passed already") from None
    return code


async def revoke_grant(connection: asyncpg.Connection, name: str, role: str, code: int) -> None:
    """Revoke one grant of a user, from the next transaction on. Raises UserError when the user does not hold it."""
    revoked = await connection.fetch(
        "update grants set revoked_at = now() where user_id = $1 and role = $2 and tenant_code = $3 "
        "and revoked_at is null returning id",
        await _find_user(connection, name),
        role,
        code,
    )
    if not revoked:
        raise AdministrationError(f"{name} is not {role} at {code}")


async def revoke_all(connection: asyncpg.Connection, name: str) -> None:
    """Revoke all grants of a user and end every session. Raises UserError when there is no such user."""
    user_id = await _find_user(connection, name)
    # In one statement, so that nobody finds a session whose grants are gone.
    await connection.execute(
        """with revoked as (update grants set revoked_at = now() where user_id = $1 and revoked_at is null),
                ended as (update sessions set ended_at = now() where user_id = $1 and ended_at is null returning 1)
           select note_account_event($1, 'SESSIONS_REVOKED', null, null) where exists (select from ended)""",
        user_id,
    )


async def enrol(connection: asyncpg.Connection, name: str) -> str:
    """A code, in place of the last, to add a first second factor with. Raises UserError when there is one."""
    user_id = await _find_user(connection, name)
    added = "select exists (select from second_factors where user_id = $1 and confirmed_at is not null)"
    if await connection.fetchval(added, user_id):
        raise AdministrationError(f"{name} has a second factor")
    return await _give_enrolment_code(connection, user_id)


async def reset_second_factor(connection: asyncpg.Connection, name: str) -> str:
    """Take a user's second factor away and end every session; a code to add another. Raises UserError without one."""
    user_id = await _find_user(connection, name)
    if not await connection.fetchval("select take_second_factor($1, 'SECOND_FACTOR_RESET', null)", user_id):
        raise AdministrationError(f"{name} has no second factor")
    return await _give_enrolment_code(connection, user_id)


async def unlink_identities(connection: asyncpg.Connection, name: str) -> None:
    """Unlink a user's identities at OpenID providers, and end every session. Raises UserError where there is none."""
    user_id = await _find_user(connection, name)
    unlinked = await connection.fetch("delete from identities where user_id = $1 returning id", user_id)
    if not unlinked:
        raise AdministrationError(f"{name} has no identity at a provider")
    await connection.execute("select note_account_event($1, 'IDENTITY_UNLINKED', null, null)", user_id)
    await connection.execute("delete from sign_in_challenges where user_id = $1", user_id)
    await connection.execute("update sessions set ended_at = now() where user_id = $1 and ended_at is null", user_id)


async def list_users(connection: asyncpg.Connection) -> Sequence[ListedUser]:
    """List the users by name, with the grants that hold now."""
    rows = await connection.fetch(
        """select u.name, u.closed_at is not null as closed,
                  array(select concat_ws(' ', g.role, g.low, g.tenant_name) from live_grants(u.id) g) as grants
           from users u order by u.name"""
    )
    return [ListedUser(row["name"], row["closed"], tuple(row["grants"])) for row in rows]


async def start_session(
    connection: asyncpg.Connection, name: str, access_for: timedelta, refresh_for: timedelta
) -> str:
    """Start a session of a user whom the operator vouches for; return its access token. Raises UserError."""
    rules = SignInRules(access_for, refresh_for, max(access_for, refresh_for))
    user_id = await _find_user(connection, name)
    proof = await vouch(connection, user_id, second_factor=True)
    return (await sessions.start_session(connection, proof, rules, None)).access


async def vouch(connection: asyncpg.Connection, user_id: UUID, *, second_factor: bool) -> UUID:
    """The proof of a user for whom the operator vouches."""
    vouched = "insert into sign_in_proofs (user_id, second_factor) values ($1, $2) returning ticket"
    proof: UUID = await connection.fetchval(vouched, user_id, second_factor)
    return proof


async def _give_enrolment_code(connection: asyncpg.Connection, user_id: UUID) -> str:
    code = make_code()
    await connection.execute("select give_enrolment_code($1, $2, $3)", user_id, hash_code(code), GRANT_CODE_LIFETIME)
    return code


async def _find_user(connection: asyncpg.Connection, name: str) -> UUID:
    user_id: UUID | None = await connection.fetchval("select id from users where name = $1 and closed_at is null", name)
    if user_id is None:
        raise AdministrationError(f"there is no user {name}")
    return user_id


async def _refuse_misplaced(connection: asyncpg.Connection, grant: NewGrant) -> None:
    role = load_policy().get(grant.role)
    if role is None:
        raise AdministrationError(f"there is no role {grant.role}: the roles are {', '.join(sorted(load_policy()))}")
    tenant = await connection.fetchrow(
        "select level, closed_on <= today() as closed from tenants where code = $1", grant.code
    )
    if tenant is None:
        raise AdministrationError(f"there is no tenant {grant.code}")
    if tenant["closed"]:
        raise AdministrationError(f"the tenant {grant.code} is closed")
    levels = list(TenantLevel)
    if levels.index(TenantLevel(tenant["level"])) < levels.index(role.highest_level):
        raise AdministrationError(
            f"{role.name} is granted at {role.highest_level} or below; {grant.code} is a {tenant['level']}"
        )


async def _refuse_other_mother(connection: asyncpg.Connection, grant: NewGrant) -> None:
    if (grant.role == "CARING_MOTHER") != (grant.caring_mother_id is not None):
        raise AdministrationError("a Caring Mother's id belongs to the role CARING_MOTHER, and to no other")
    if grant.caring_mother_id is None:
        return
    registered = "select tenant_code from caring_mothers where id = $1 and closed_on is null"
    kept_at = await connection.fetchval(registered, grant.caring_mother_id)
    if kept_at is None:
        raise AdministrationError(f"no Caring Mother {grant.caring_mother_id} is on the register")
    if kept_at != grant.code:
        raise AdministrationError(f"her registration is kept at {kept_at}, not at {grant.code}")


async def _refuse_other_organization(connection: asyncpg.Connection, grant: NewGrant) -> None:
    if grant.organization_id is None:
        return
    if grant.role != "PARTNER":
        raise AdministrationError("an organisation's id belongs to the role PARTNER, and to no other")
    if not await connection.fetchval("select is_near($1, $2)", grant.organization_id, grant.code):
        raise AdministrationError(
            f"no organisation {grant.organization_id} is on a register at {grant.code}, above or below"
        )
