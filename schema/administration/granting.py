"""授权: roles given by an administrator, confirmed by a director, accepted by their holder."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from schema.accounts.grants import Grant, show_grant
from schema.administration.users import User, show_user
from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError, VersionedInput
from schema.node import Node
from schema.root_fields import Arguments, Payload, named_mutation_field, query_field
from schema.scalars import DivisionCode
from tenants.access.roles import RoleName
from tenants.accounts import sessions
from tenants.administration import granting
from tenants.database.transactions import Writing


@strawberry.type(
    description="A role given by an administrator that awaits your confirmation, or its holder's acceptance."
)
class AwaitedGrant(Node):
    version: int = strawberry.field(description="The version that confirming or declining it passes.")
    user: str = strawberry.field(description="The name of the user who is to have it.")
    given_by: str = strawberry.field(description="The administrator's name.")
    role: RoleName = strawberry.field(description="The role to be held.")
    tenant_code: DivisionCode = strawberry.field(description="Where.")
    tenant_name: str = strawberry.field(description="The name of the tenant.")
    from_at: datetime = strawberry.field(description="From when on.")
    until_at: datetime | None = strawberry.field(description="Until when; null: without end.")
    caring_mother_id: strawberry.ID | None = strawberry.field(
        description="Of the role CARING_MOTHER: who she is on the register."
    )
    organization_id: strawberry.ID | None = strawberry.field(
        description="Of the role PARTNER: the organisation whose people it is for."
    )
    confirmed: bool = strawberry.field(description="Confirmed but not accepted yet; confirming again makes a new code.")


@strawberry.input(description="A role at a tenant for a user of your range.")
class GrantRoleInput:
    user_id: strawberry.ID = strawberry.field(description="To whom.")
    role: RoleName = strawberry.field(description="Which role.")
    tenant: DivisionCode = strawberry.field(description="Where.")
    from_at: datetime | None = strawberry.field(default=UNSET, description="At once if left out.")
    until_at: datetime | None = strawberry.field(default=UNSET, description="Without end if left out.")
    caring_mother_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Her registration, kept by that tenant; only for CARING_MOTHER."
    )
    organization_id: strawberry.ID | None = strawberry.field(
        default=UNSET,
        description="The organisation that is spoken for, on a register there, above or below; only for PARTNER. "
        "Without one a partner sees published wishes and open requests, and answers none.",
    )


@strawberry.input(description="The grant and the version you saw.")
class RevokeGrantInput(VersionedInput):
    pass


@strawberry.input(description="The grant and the version you saw.")
class ConfirmGrantInput(VersionedInput):
    pass


@strawberry.input(description="The grant and the version you saw.")
class DeclineGrantInput:
    id: strawberry.ID = strawberry.field(description="Which one.")
    expected_version: int = strawberry.field(description="The version that you saw.")


@strawberry.input(description="The code that your director gave you.")
class AcceptGrantInput:
    code: str = strawberry.field(description="What the director handed to you.")
    password: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="A new password, required with the first role of an account: whatever opened it before, such as the"
        " password that somebody else may have chosen, no longer does.",
    )


@strawberry.type
class GrantPayload:
    grant: Grant | None = strawberry.field(default=None, description="The grant.")
    user: User | None = strawberry.field(default=None, description="Who has it.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class CodePayload:
    code: str | None = strawberry.field(
        default=None, description="Shown only once; give it to that person yourself, and to nobody else."
    )
    code_until: datetime | None = strawberry.field(default=None, description="Until when the code is valid.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class DeclinedPayload:
    declined: bool = strawberry.field(default=False, description="Whether it was.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class AcceptedPayload:
    grant: Grant | None = strawberry.field(default=None, description="Also null if it has not begun yet.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def awaited_grants(caller: Caller, _: Arguments) -> list[Payload]:
    async with caller.database.reading(caller.actor) as reading:
        rows = await granting.list_awaited(reading)
    return list(map(show_awaited, rows))


def show_awaited(row: Mapping[str, Any]) -> Payload:
    return {**show_grant(row), "user": row["user_name"]}


async def grant_role(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        return await show_held_grant(writing, *await granting.grant_role(writing, arguments["input"]))


async def revoke_grant(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        return await show_held_grant(writing, *await granting.revoke_grant(writing, arguments["input"]))


async def show_held_grant(writing: Writing, user_id: UUID, key: UUID) -> Payload:
    user = await show_user(writing, user_id)
    return {"user": user, "grant": next(grant for grant in user["grants"] if grant["id"] == str(key))}


async def confirm_grant(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        made = await granting.confirm_grant(writing, arguments["input"])
    return {"code": made.code, "code_until": made.until}


async def decline_grant(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        await granting.decline_grant(writing, arguments["input"])
    return {"declined": True}


async def accept_grant(caller: Caller, arguments: Arguments) -> Payload:
    # Its code vouches for a session that is confined, too, and lets it add the second factor that it lacks.
    accepting = caller.confined
    address = caller.request_info.address
    key = await granting.accept_grant(caller.database, accepting, arguments["input"], caller.rules, address)
    session = await sessions.recognize(caller.database, accepting.proof)
    held = await sessions.list_grants(caller.database, session) if session else ()
    return {"grant": next((show_grant(grant) for grant in held if grant["id"] == key), None)}


@strawberry.type
class GrantingQueries:
    awaited_grants: list[AwaitedGrant] | None = query_field(
        list[AwaitedGrant],
        awaited_grants,
        "The grants here or below that await a director's confirmation, or their holder's acceptance.",
    )


@strawberry.type
class GrantingMutations:
    grant_role = named_mutation_field(
        GrantPayload,
        grant_role,
        "Gives a user of your range a role, which takes effect once a director has confirmed and the user accepted it.",
        GrantRoleInput,
    )
    revoke_grant = named_mutation_field(
        GrantPayload,
        revoke_grant,
        "Takes a role away, with immediate effect; only a role that you may give.",
        RevokeGrantInput,
    )
    confirm_grant = named_mutation_field(
        CodePayload,
        confirm_grant,
        "Confirms that the named person is to have the role; for a director who neither gave it nor receives it.",
        ConfirmGrantInput,
    )
    decline_grant = named_mutation_field(
        DeclinedPayload,
        decline_grant,
        "Declines a grant that waits for a director, or was confirmed and not accepted yet; whoever gave it sees that.",
        DeclineGrantInput,
    )
    accept_grant = named_mutation_field(
        AcceptedPayload,
        accept_grant,
        "Accepts a role with the code from your director; from then on you may act under it, once you have the second"
        " factor that it may require: add it in this session, which takes no other code.",
        AcceptGrantInput,
    )
