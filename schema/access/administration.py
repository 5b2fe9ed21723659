"""管理: the users of an administrator's range."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from schema.access.listing import PAGE, connection_of
from schema.answered import Arguments, Payload, answered_query, named_mutation
from schema.caller import Caller
from schema.connection import Connection
from schema.engine.answering import Answer
from schema.mutation import UserError, VersionedInput
from schema.scalars import DivisionCode
from tenants.access import administration
from tenants.access.administration import Invitation
from tenants.access.roles import RoleName
from tenants.access.terms import GrantState
from tenants.database import Reading, Writing
from tenants.hierarchy.division import format_code

ONCE = "Shown only once; hand it to that person and to nobody else."
MAY_BE_CHANGED = "Whether you may close or invite the account: not your own, and holding only roles that you may give."


@strawberry.type(description="A role that a user has, or had, at a tenant of your range.")
class HeldGrant:
    id: strawberry.ID
    version: int
    role: RoleName
    tenant_code: DivisionCode
    tenant_name: str
    from_at: datetime
    until_at: datetime | None
    caring_mother_id: strawberry.ID | None
    state: GrantState


@strawberry.type(description="An account with its grants in your range; what it holds elsewhere is not shown.")
class User:
    id: strawberry.ID
    version: int
    name: str
    closed: bool
    invited_until: datetime | None = strawberry.field(description="Until when the open invitation is valid.")
    manageable: bool = strawberry.field(description=MAY_BE_CHANGED)
    grants: list[HeldGrant]


@strawberry.input(description="Conditions on users, all of which have to be met.")
class UserFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="With a grant there or below.")
    closed: bool | None = UNSET
    name_contains: str | None = UNSET


@strawberry.input(description="The name of a new account.")
class CreateUserInput:
    name: str = strawberry.field(description="1 to 100 characters; the user signs in with it.")


@strawberry.input(description="The account and the version you saw.")
class InviteUserInput(VersionedInput):
    pass


@strawberry.input(description="The account and the version you saw.")
class CloseUserInput(VersionedInput):
    pass


@strawberry.input(description="The account and the version you saw.")
class ReopenUserInput(VersionedInput):
    pass


@strawberry.input(description="An invitation, and the password that its holder chooses.")
class AcceptInvitationInput:
    invitation: str
    password: str


@strawberry.type
class InvitationPayload:
    user: User | None = None
    invitation: str | None = strawberry.field(default=None, description=ONCE)
    user_errors: list[UserError] = strawberry.field(default_factory=list)


@strawberry.type
class UserPayload:
    user: User | None = None
    user_errors: list[UserError] = strawberry.field(default_factory=list)


@strawberry.type
class JoinedPayload:
    name: str | None = strawberry.field(default=None, description="The name to sign in with.")
    user_errors: list[UserError] = strawberry.field(default_factory=list)


async def users(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.acting) as reading:
        listed = await administration.list_users(reading, arguments)
        return connection_of(caller, listed, await shown_users(reading, listed.rows))


async def shown_users(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> list[Payload]:
    grants = await administration.grants_of(reading, [row["id"] for row in rows])
    return [
        {**row, "id": str(row["id"]), "grants": [shown_grant(grant) for grant in grants[row["id"]]]} for row in rows
    ]


async def shown_user(reading: Reading, key: UUID) -> Payload:
    (user,) = await shown_users(reading, [await administration.find_user(reading, str(key), "id")])
    return user


def shown_grant(row: Mapping[str, Any]) -> Payload:
    mother = row["caring_mother_id"]
    ids = {"id": str(row["id"]), "caring_mother_id": None if mother is None else str(mother)}
    return {**row, **ids, "tenant_code": format_code(row["tenant_code"])}


def inviting(make: Callable[[Writing, Arguments], Awaitable[Invitation]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async with caller.database.writing(caller.acting) as writing:
            invitation = await make(writing, arguments["input"])
            return {"user": await shown_user(writing, invitation.user_id), "invitation": invitation.token}

    return answer


def changing(change: Callable[[Writing, Arguments], Awaitable[UUID]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async with caller.database.writing(caller.acting) as writing:
            return {"user": await shown_user(writing, await change(writing, arguments["input"]))}

    return answer


async def accept_invitation(caller: Caller, arguments: Arguments) -> Payload:
    given = (arguments["input"]["invitation"], arguments["input"]["password"])
    address = caller.occasion.address
    return {"name": await administration.accept_invitation(caller.database, *given, caller.rules, address)}


@strawberry.type
class AdministrationQueries:
    users: Connection[User] | None = answered_query(
        Connection[User],
        users,
        "The accounts that have or had a grant in your range, and those you created; by name.",
        {"filter": UserFilter | None, **PAGE},
    )


@strawberry.type
class AdministrationMutations:
    create_user = named_mutation(
        InvitationPayload,
        inviting(administration.create_user),
        "Creates an account that nobody has yet; whoever accepts the invitation chooses its password.",
        CreateUserInput,
    )
    invite_user = named_mutation(
        InvitationPayload,
        inviting(administration.invite_user),
        "Makes a new invitation that replaces the last one, as long as nobody has the account.",
        InviteUserInput,
    )
    close_user = named_mutation(
        UserPayload,
        changing(administration.close_user),
        "Closes an account: it can no longer sign in or act, and its sessions end.",
        CloseUserInput,
    )
    reopen_user = named_mutation(
        UserPayload,
        changing(administration.reopen_user),
        "Reopens an account that was closed in your range.",
        ReopenUserInput,
    )
    accept_invitation = named_mutation(
        JoinedPayload,
        accept_invitation,
        "Makes an invited account yours, once, with a password of your choice.",
        AcceptInvitationInput,
    )
