"""授权: roles given by an administrator, confirmed by a director, accepted by their holder."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from schema.administration import HeldGrant, User, administered, shown_grant, shown_user, written
from schema.caller import Caller
from schema.connection import read_by_the_domain
from schema.mutation import UserError, refused
from schema.scalars import DivisionCode
from schema.sign_in import Grant, shown
from tenants.access import granting, sessions
from tenants.access.roles import RoleName
from tenants.database import Writing
from tenants.errors import Problem, ProblemCode

Arguments = Mapping[str, Any]
Payload = Mapping[str, Any]


@strawberry.type(description="A role that an administrator gave, and that waits for you, or for its holder.")
class AwaitedGrant:
    id: strawberry.ID
    version: int
    user: str = strawberry.field(description="Who is to have it, by name.")
    given_by: str = strawberry.field(description="The administrator, by name.")
    role: RoleName
    tenant_code: DivisionCode
    tenant_name: str
    from_at: datetime
    until_at: datetime | None
    caring_mother_id: strawberry.ID | None
    confirmed: bool = strawberry.field(description="Confirmed, and not accepted yet; confirmed again, by a new code.")


@strawberry.input(description="A role at a tenant for somebody of your range.")
class GrantRoleInput:
    user_id: strawberry.ID
    role: RoleName
    tenant: DivisionCode
    from_at: datetime | None = strawberry.field(default=UNSET, description="At once, if left out.")
    until_at: datetime | None = strawberry.field(default=UNSET, description="For good, if left out.")
    caring_mother_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Her registration, which the tenant keeps; for CARING_MOTHER alone."
    )


@strawberry.input(description="A grant as it was seen.")
class RevokeGrantInput:
    id: strawberry.ID
    expected_version: int


@strawberry.input(description="A grant as it was seen.")
class ConfirmGrantInput:
    id: strawberry.ID
    expected_version: int


@strawberry.input(description="The code that your director gave you.")
class AcceptGrantInput:
    code: str


@strawberry.type
class GrantPayload:
    grant: HeldGrant | None
    user: User | None
    user_errors: list[UserError]


@strawberry.type
class CodePayload:
    code: str | None = strawberry.field(description="Shown this once; give it to her yourself, and to nobody else.")
    code_until: datetime | None
    user_errors: list[UserError]


@strawberry.type
class AcceptedPayload:
    grant: Grant | None = strawberry.field(description="Null also where it has not begun yet.")
    user_errors: list[UserError]


async def awaited_grants(caller: Caller, _: Arguments) -> list[Payload]:
    async with caller.database.reading(caller.acting) as reading:
        rows = await granting.list_awaited(reading)
    return [{**shown_grant(row), "user": row["user_name"]} for row in rows]


async def grant_role(caller: Caller, arguments: Arguments) -> Payload:
    async def work(writing: Writing) -> Payload:
        return await shown_held(writing, *await granting.grant_role(writing, arguments["input"]))

    return await written(caller, work, "grant", "user")


async def revoke_grant(caller: Caller, arguments: Arguments) -> Payload:
    async def work(writing: Writing) -> Payload:
        return await shown_held(writing, *await granting.revoke_grant(writing, arguments["input"]))

    return await written(caller, work, "grant", "user")


async def shown_held(writing: Writing, user_id: UUID, key: UUID) -> Payload:
    user = await shown_user(writing, user_id)
    return {"user": user, "grant": next(grant for grant in user["grants"] if grant["id"] == str(key))}


async def confirm_grant(caller: Caller, arguments: Arguments) -> Payload:
    async def work(writing: Writing) -> Payload:
        made = await granting.confirm_grant(writing, arguments["input"])
        return {"code": made.code, "code_until": made.until}

    return await written(caller, work, "code", "code_until")


async def accept_grant(caller: Caller, arguments: Arguments) -> Payload:
    # Its code vouches for a session that is confined, too, and lets it add the second factor that it lacks.
    accepting = caller.confined
    key = await granting.accept_grant(caller.database, accepting, arguments["input"]["code"])
    if key is None:
        return refused(caller, [Problem(ProblemCode.WRONG_CODE, ("code",))], "grant")
    session = await sessions.recognize(caller.database, accepting.access_hash)
    held = session.grants if session else ()
    return {"grant": next((shown(grant) for grant in held if grant.id == key), None), "user_errors": []}


@strawberry.type
class GrantingQueries:
    awaited_grants: list[AwaitedGrant] = strawberry.field(
        resolver=read_by_the_domain({}, {}, list[AwaitedGrant]),
        description="The grants that wait for a director's confirmation here or below, or for their holder.",
        metadata={"answer": awaited_grants},
    )


@strawberry.type
class GrantingMutations:
    grant_role = administered(
        GrantRoleInput,
        GrantPayload,
        grant_role,
        "Gives a role to somebody of your range; it holds once a director has confirmed it and she has accepted it.",
    )
    revoke_grant = administered(
        RevokeGrantInput,
        GrantPayload,
        revoke_grant,
        "Takes a role away, from the next statement on; only what you may give.",
    )
    confirm_grant = administered(
        ConfirmGrantInput,
        CodePayload,
        confirm_grant,
        "Confirms that the named person is to have the role; a director's, who neither gave it nor gets it.",
    )
    accept_grant = administered(
        AcceptGrantInput,
        AcceptedPayload,
        accept_grant,
        "Accepts a role with the code that the director gave you; from then on you may act under it, once you have the"
        " second factor that it may call for: add it in this session, which takes no other code.",
    )
