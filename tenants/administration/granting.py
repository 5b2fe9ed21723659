"""Grants that are given by an administrator, confirmed by a director and accepted by their holder.

The administrator has the account's invitation, the director the grant's code: neither has both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tenants.access.actor import Session
from tenants.access.policy import load_policy
from tenants.access.scope import Verb
from tenants.accounts.password_rules import password_problems
from tenants.accounts.passwords import hash_anew, hashing
from tenants.accounts.rules import SignInRules
from tenants.accounts.tokens import hash_code, make_code
from tenants.administration.managed_users import apply_change, find_user, require
from tenants.administration.operator import GRANT_CODE_LIFETIME
from tenants.database.transactions import Database, Reading, Writing
from tenants.division import TenantLevel
from tenants.errors import Forbidden, Problem, ProblemCode, Rejected, Unauthenticated
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.writing.changes import find, refuse_if, refuse_stale, require_uuid, run_text
from tenants.writing.rule import Values
from tenants.writing.violations import rejection_of


@dataclass(frozen=True, slots=True)
class GrantCode:
    """The one-time code with which the holder accepts a grant, and until when it is valid."""

    code: str
    until: datetime


async def grant_role(writing: Writing, values: Values) -> tuple[UUID, UUID]:
    """Gives another user a role at a tenant, to be confirmed and accepted. Returns the ids of user and grant."""
    user = await find_user(writing, values["user_id"], "user_id")
    refuse_if(user["id"] == writing.actor.session.user_id, ProblemCode.NOT_YOURS_TO_MANAGE, "user_id")
    refuse_if(user["closed"], ProblemCode.CLOSED, "user_id")
    role, code = str(values["role"]), values["tenant"]
    await refuse_misplaced(writing, role, code)
    mother = await find_registration(writing, role, code, values.get("caring_mother_id"))
    organization = await find_organization(writing, role, code, values.get("organization_id"))
    begins, ends = values.get("from_at") or datetime.now(UTC), values.get("until_at")
    refuse_if(ends and ends <= max(begins, datetime.now(UTC)), ProblemCode.OUT_OF_ORDER, "until_at")
    await refuse_held(writing, user["id"], role, code)
    key = uuid7()
    given = "select give_grant($1, $2, $3, $4, $5, $6, $7, $8)"
    await run_text(writing, given, key, user["id"], role, code, begins, ends, mother, organization)
    return user["id"], key


async def refuse_misplaced(writing: Writing, role: str, code: int) -> None:
    """Raises Rejected for a tenant that is not visible, closed or too high, and Forbidden where she may not give it."""
    grant = writing.actor.grant
    tenant = await find(writing, TENANT_RECORD, code, "tenant", None)
    if not grant.covers(role, Verb.GIVE, code):
        raise Forbidden(role=grant.role_name, resource=role)
    refuse_if(tenant["closed_on"], ProblemCode.CLOSED, "tenant")
    levels, highest = list(TenantLevel), load_policy()[role].highest_level
    if levels.index(TenantLevel(tenant["level"])) < levels.index(highest):
        raise Rejected([Problem(ProblemCode.WRONG_LEVEL, ("tenant",), {"level": highest})])


async def find_registration(writing: Writing, role: str, code: int, text: str | None) -> UUID | None:
    """The registration that the grant of a Caring Mother names, None for other roles. Raises Rejected."""
    if role != "CARING_MOTHER":
        refuse_if(text is not None, ProblemCode.MALFORMED, "caring_mother_id")
        return None
    refuse_if(text is None, ProblemCode.REQUIRED, "caring_mother_id")
    mother = require_uuid(str(text), "caring_mother_id")
    registered = await writing.connection.fetchval("select registered_at($1, $2)", mother, code)
    refuse_if(not registered, ProblemCode.NOT_FOUND, "caring_mother_id")
    return mother


async def find_organization(writing: Writing, role: str, code: int, text: str | None) -> UUID | None:
    """The organisation that a partner's grant may name, None for other roles. Raises Rejected."""
    if text is None:
        return None
    refuse_if(role != "PARTNER", ProblemCode.MALFORMED, "organization_id")
    organization = require_uuid(text, "organization_id")
    known = await writing.connection.fetchval("select is_partner_of($1, $2)", organization, code)
    refuse_if(not known, ProblemCode.NOT_FOUND, "organization_id")
    return organization


async def refuse_held(writing: Writing, user: UUID, role: str, code: int) -> None:
    held = (
        "select exists (select from administered_grants($1) where (role, tenant_code) = ($2, $3)"
        " and state not in ('DECLINED', 'ENDED'))"
    )
    refuse_if(await writing.connection.fetchval(held, [user], role, code), ProblemCode.ALREADY_EXISTS, "role")


async def revoke_grant(writing: Writing, values: Values) -> tuple[UUID, UUID]:
    """Takes away a grant that she may give, with immediate effect. Returns the ids of the user and the grant."""
    require(writing, "user", Verb.MANAGE)
    found = await writing.connection.fetchrow(
        "select * from administered_grants(null) where id = $1", require_uuid(values["id"], "id")
    )
    refuse_if(found is None, ProblemCode.NOT_FOUND, "id")
    grant = writing.actor.grant
    if not grant.covers(found["role"], Verb.GIVE, found["tenant_code"]):
        raise Forbidden(role=grant.role_name, resource=found["role"])
    refuse_if(found["user_id"] == writing.actor.session.user_id, ProblemCode.NOT_YOURS_TO_MANAGE, "id")
    refuse_stale(found, values)
    refuse_if(found["state"] in {"DECLINED", "ENDED"}, ProblemCode.ALREADY_DONE, "id")
    return found["user_id"], await apply_change(writing, found, "select withdraw_grant($1, $2)")


async def list_awaited(reading: Reading) -> Sequence[asyncpg.Record]:
    """The grants that await the current director's confirmation, or may get a new code from her. Raises Forbidden."""
    require(reading, "CASEWORKER", Verb.APPROVE)
    rows: Sequence[asyncpg.Record] = await reading.connection.fetch("select * from awaited_grants()")
    return rows


async def confirm_grant(writing: Writing, values: Values) -> GrantCode:
    """Confirms that the named person is to have the grant; returns the code to hand to her, and to nobody else."""
    found = await find_awaited(writing, values)
    code = GrantCode(make_code(), datetime.now(UTC) + GRANT_CODE_LIFETIME)
    await apply_change(writing, found, "select confirm_grant($1, $2, $3, $4)", hash_code(code.code), code.until)
    return code


async def decline_grant(writing: Writing, values: Values) -> None:
    """Ends a grant that waits for a director's confirmation, or for its holder with a code that is void from now on."""
    await apply_change(writing, await find_awaited(writing, values), "select decline_grant($1, $2)")


async def find_awaited(writing: Writing, values: Values) -> asyncpg.Record:
    """The grant named by `id`, at the version expected, that waits for the current director."""
    awaited = {row["id"]: row for row in await list_awaited(writing)}
    found = awaited.get(require_uuid(values["id"], "id"))
    if found is None:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, ("id",))])
    grant = writing.actor.grant
    if not grant.covers(found["role"], Verb.APPROVE, found["tenant_code"]):
        raise Forbidden(role=grant.role_name, resource=found["role"])
    refuse_stale(found, values)
    return found


async def accept_grant(
    database: Database, session: Session, given: Values, rules: SignInRules, address: str | None
) -> UUID:
    """The id of the grant that its signed-in holder accepts with the `code`, which is spent. Raises Rejected.

    With her first one the account becomes hers, by a new `password`: whatever opened it until then is void.
    """
    password = given.get("password")
    async with database.connection() as connection:
        own = await connection.fetchrow("select * from own_password($1)", session.access_hash)
    if own is None:
        raise Unauthenticated
    hashes: tuple[str | None, str | None] = (None, None)
    if own["is_replaced"]:
        refuse_if(password is None, ProblemCode.REQUIRED, "password")
        if problems := password_problems(str(password), session.user_name, rules, "password"):
            raise Rejected(problems)
        with hashing.slot():
            hashes = await hashing.run(hash_anew, str(password), own["made_with"])
    accepting = (session.access_hash, hash_code(given["code"]), *hashes, address)
    async with database.connection() as connection:
        try:
            accepted: UUID | None = await connection.fetchval("select accept_grant($1, $2, $3, $4, $5)", *accepting)
        except asyncpg.IntegrityConstraintViolationError as error:
            raise rejection_of(error, {}) from None
    if accepted is None:
        raise Rejected([Problem(ProblemCode.WRONG_CODE, ("code",))])
    return accepted
