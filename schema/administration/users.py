"""管理: the users of an administrator's range."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from schema.accounts.grants import Grant, show_grant
from schema.administration.listing import PAGE, connection_of
from schema.caller import Caller
from schema.connection import Connection, described
from schema.engine.answering import Answer
from schema.mutation import USER_ERRORS, UserError, VersionedInput
from schema.node import Node
from schema.root_fields import Arguments, Payload, named_mutation_field, query_field
from schema.scalars import DivisionCode
from tenants.administration import managed_users
from tenants.administration.managed_users import Invitation
from tenants.database.transactions import Reading, Writing

ONCE = "Shown only once; hand it to that person and to nobody else."
MAY_BE_CHANGED = "Whether you may close or invite the account: not your own, and holding only roles that you may give."


@strawberry.type(description="An account with its grants in your range; what it holds elsewhere is not shown.")
class User(Node):
    version: int = strawberry.field(description="The version that a change passes.")
    name: str = strawberry.field(description="The name to sign in with.")
    closed: bool = strawberry.field(description="Whether the account is closed.")
    invited_until: datetime | None = strawberry.field(description="Until when the open invitation is valid.")
    manageable: bool = strawberry.field(description=MAY_BE_CHANGED)
    grants: list[Grant] = strawberry.field(description="Those in your range, ended ones too.")


@strawberry.input(description="Conditions on users, all of which have to be met.")
class UserFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="With a grant there or below.")
    closed: bool | None = strawberry.field(
        default=UNSET, description="True: only closed accounts; false: only open ones."
    )
    name_contains: str | None = strawberry.field(default=UNSET, description="The name contains this.")


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
    invitation: str = strawberry.field(description="What was handed to you.")
    password: str = strawberry.field(description="The password that you choose.")


@strawberry.type
class InvitationPayload:
    user: User | None = strawberry.field(default=None, description="The account.")
    invitation: str | None = strawberry.field(default=None, description=ONCE)
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class UserPayload:
    user: User | None = strawberry.field(default=None, description="The account.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class JoinedPayload:
    name: str | None = strawberry.field(default=None, description="The name to sign in with.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def users(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.actor) as reading:
        listed = await managed_users.list_users(reading, arguments)
        return connection_of(caller, listed, await show_users(reading, listed.rows))


async def show_users(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> list[Payload]:
    grants = await managed_users.grants_of(reading, [row["id"] for row in rows])
    return [{**row, "id": str(row["id"]), "grants": [show_grant(grant) for grant in grants[row["id"]]]} for row in rows]


async def show_user(reading: Reading, key: UUID) -> Payload:
    (user,) = await show_users(reading, [await managed_users.find_user(reading, str(key), "id")])
    return user


def answer_invitation(make: Callable[[Writing, Arguments], Awaitable[Invitation]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async with caller.database.writing(caller.actor) as writing:
            invitation = await make(writing, arguments["input"])
            return {"user": await show_user(writing, invitation.user_id), "invitation": invitation.token}

    return answer


def answer_change(change: Callable[[Writing, Arguments], Awaitable[UUID]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async with caller.database.writing(caller.actor) as writing:
            return {"user": await show_user(writing, await change(writing, arguments["input"]))}

    return answer


async def accept_invitation(caller: Caller, arguments: Arguments) -> Payload:
    given = (arguments["input"]["invitation"], arguments["input"]["password"])
    address = caller.request_info.address
    return {"name": await managed_users.accept_invitation(caller.database, *given, caller.rules, address)}


@strawberry.type
class AdministrationQueries:
    users: Connection[User] | None = query_field(
        Connection[User],
        users,
        "The accounts that have or had a grant in your range, and those you created; by name.",
        {"filter": described(UserFilter | None, "Only those that meet all of it."), **PAGE},
    )


@strawberry.type
class AdministrationMutations:
    create_user = named_mutation_field(
        InvitationPayload,
        answer_invitation(managed_users.create_user),
        "Creates an account that nobody has yet; whoever accepts the invitation chooses its password.",
        CreateUserInput,
    )
    invite_user = named_mutation_field(
        InvitationPayload,
        answer_invitation(managed_users.invite_user),
        "Makes a new invitation that replaces the last one, as long as nobody has the account.",
        InviteUserInput,
    )
    close_user = named_mutation_field(
        UserPayload,
        answer_change(managed_users.close_user),
        "Closes an account: it can no longer sign in or act, and its sessions end.",
        CloseUserInput,
    )
    reopen_user = named_mutation_field(
        UserPayload,
        answer_change(managed_users.reopen_user),
        "Reopens an account that was closed in your range.",
        ReopenUserInput,
    )
    accept_invitation = named_mutation_field(
        JoinedPayload,
        accept_invitation,
        "Makes an invited account yours, once, with a password of your choice.",
        AcceptInvitationInput,
    )
