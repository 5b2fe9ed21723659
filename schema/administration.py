"""管理: the users of an administrator's range, and what was done to them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

import schema.enums  # noqa: F401  # declares the enumerations before any type here names one
from schema.caller import Caller
from schema.connection import After, Connection, First, read_by_the_domain
from schema.engine.answering import Answer
from schema.mutation import UserError, answered, refused
from schema.scalars import DivisionCode
from tenants.access import administration
from tenants.access.administration import Invitation
from tenants.access.listing import Listed
from tenants.access.roles import RoleName
from tenants.access.terms import AccountEventKind, AdministrationAction, GrantState
from tenants.database import Reading, Writing
from tenants.errors import Rejected
from tenants.hierarchy.division import format_code

Arguments = Mapping[str, Any]
Payload = Mapping[str, Any]

ONCE = "Shown this once; for the person's hand alone."
MAY_BE_CHANGED = "Whether the account is yours to close or invite: not your own, and holding only what you may give."


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


@strawberry.type(description="An account, with its grants in your range; what it holds elsewhere is not shown.")
class User:
    id: strawberry.ID
    version: int
    name: str
    closed: bool
    invited_until: datetime | None = strawberry.field(description="Until when the open invitation holds.")
    manageable: bool = strawberry.field(description=MAY_BE_CHANGED)
    grants: list[HeldGrant]


@strawberry.input(description="Conditions on users, all of which hold.")
class UserFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="With a grant there or below.")
    closed: bool | None = UNSET
    name_contains: str | None = UNSET


@strawberry.type(description="Something that was done to a user or a grant.")
class AdministrationEvent:
    at: datetime
    action: AdministrationAction
    by: str | None = strawberry.field(description="Who did it; null: the operator.")
    acting_role: RoleName | None
    acting_code: DivisionCode | None
    user: str = strawberry.field(description="Whom it was done to, by name.")
    role: RoleName | None
    tenant_code: DivisionCode | None


@strawberry.type(description="Something that befell an account of your range, such as a sign-in that failed.")
class UserEvent:
    at: datetime
    kind: AccountEventKind
    user_id: strawberry.ID
    user: str = strawberry.field(description="Whose account, by name.")
    address: str | None


@strawberry.input(description="The name of a new account.")
class CreateUserInput:
    name: str = strawberry.field(description="1 to 100 characters; what she signs in with.")


@strawberry.input(description="An account as it was seen.")
class InviteUserInput:
    id: strawberry.ID
    expected_version: int


@strawberry.input(description="An account as it was seen.")
class CloseUserInput:
    id: strawberry.ID
    expected_version: int


@strawberry.input(description="An account as it was seen.")
class ReopenUserInput:
    id: strawberry.ID
    expected_version: int


@strawberry.input(description="An invitation, and the password that its holder chooses.")
class AcceptInvitationInput:
    invitation: str
    password: str


@strawberry.type
class InvitationPayload:
    user: User | None
    invitation: str | None = strawberry.field(description=ONCE)
    user_errors: list[UserError]


@strawberry.type
class UserPayload:
    user: User | None
    user_errors: list[UserError]


@strawberry.type
class JoinedPayload:
    name: str | None = strawberry.field(description="What to sign in with.")
    user_errors: list[UserError]


async def users(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.acting) as reading:
        listed = await administration.list_users(reading, arguments)
        return connection_of(listed, await shown_users(reading, listed.rows))


async def administration_events(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.acting) as reading:
        listed = await administration.list_events(reading, arguments)
    return connection_of(listed, [shown_event(row) for row in listed.rows])


async def account_events(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.reading(caller.acting) as reading:
        listed = await administration.list_account_events(reading, arguments)
    nodes = [{**row, "user_id": str(row["user_id"]), "user": row["user_name"]} for row in listed.rows]
    return connection_of(listed, nodes)


def connection_of(listed: Listed, nodes: Sequence[Payload]) -> Payload:
    cursors = listed.cursors
    return {
        "nodes": list(nodes),
        "edges": [{"cursor": cursor, "node": node} for cursor, node in zip(cursors, nodes, strict=True)],
        "page_info": {
            "has_next_page": listed.more,
            "has_previous_page": listed.behind,
            "start_cursor": cursors[0] if cursors else None,
            "end_cursor": cursors[-1] if cursors else None,
        },
        "total_count": listed.total,
    }


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


def shown_event(row: Mapping[str, Any]) -> Payload:
    codes = {name: None if row[name] is None else format_code(row[name]) for name in ("acting_code", "tenant_code")}
    return {**row, **codes, "by": row["by_name"], "user": row["user_name"]}


async def written(caller: Caller, work: Callable[[Writing], Awaitable[Payload]], *names: str) -> Payload:
    """The payload of what was written, or nulls by its names beside what has to be corrected."""
    try:
        async with caller.database.writing(caller.acting) as writing:
            return {**await work(writing), "user_errors": []}
    except Rejected as rejected:
        return refused(caller, rejected.problems, *names)


def inviting(make: Callable[[Writing, Arguments], Awaitable[Invitation]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async def work(writing: Writing) -> Payload:
            invitation = await make(writing, arguments["input"])
            return {"user": await shown_user(writing, invitation.user_id), "invitation": invitation.token}

        return await written(caller, work, "user", "invitation")

    return answer


def changing(change: Callable[[Writing, Arguments], Awaitable[UUID]]) -> Answer:
    async def answer(caller: Caller, arguments: Arguments) -> Payload:
        async def work(writing: Writing) -> Payload:
            return {"user": await shown_user(writing, await change(writing, arguments["input"]))}

        return await written(caller, work, "user")

    return answer


async def accept_invitation(caller: Caller, arguments: Arguments) -> Payload:
    given = arguments["input"]
    try:
        password = given["password"]
        name = await administration.accept_invitation(caller.database, given["invitation"], password, caller.rules)
    except Rejected as rejected:
        return refused(caller, rejected.problems, "name")
    return {"name": name, "user_errors": []}


def administered(input_type: type, payload: type, answer: Answer, description: str) -> Any:  # noqa: ANN401  # a field
    """A mutation that changes no record: `XInput` gives `XPayload`, with the fields of the payload given."""
    named = strawberry.type(type(f"{input_type.__name__.removesuffix('Input')}Payload", (payload,), {}))
    return answered(named, answer, description, input_type)


PAGED = {"filter": UserFilter | None, "first": First, "after": After}


@strawberry.type
class AdministrationQueries:
    users: Connection[User] = strawberry.field(
        resolver=read_by_the_domain(PAGED, dict.fromkeys(PAGED, UNSET), Connection[User]),
        description="The accounts with a grant in your range, now or once, and those you made; by name.",
        metadata={"answer": users},
    )
    administration_events: Connection[AdministrationEvent] = strawberry.field(
        resolver=read_by_the_domain(
            {"first": First, "after": After}, {"first": UNSET, "after": UNSET}, Connection[AdministrationEvent]
        ),
        description="What was done to the users and grants of your range, the newest first; for auditors.",
        metadata={"answer": administration_events},
    )
    account_events: Connection[UserEvent] = strawberry.field(
        resolver=read_by_the_domain(
            {"first": First, "after": After}, {"first": UNSET, "after": UNSET}, Connection[UserEvent]
        ),
        description="Sign-ins, failures and changes of the accounts of your range, the newest first; for auditors.",
        metadata={"answer": account_events},
    )


@strawberry.type
class AdministrationMutations:
    create_user = administered(
        CreateUserInput,
        InvitationPayload,
        inviting(administration.create_user),
        "Makes an account that nobody has yet; whoever redeems the invitation chooses its password.",
    )
    invite_user = administered(
        InviteUserInput,
        InvitationPayload,
        inviting(administration.invite_user),
        "Makes a new invitation in place of the last one, as long as nobody has the account.",
    )
    close_user = administered(
        CloseUserInput,
        UserPayload,
        changing(administration.close_user),
        "Closes an account: it acts, and signs in, no more, and its sessions end.",
    )
    reopen_user = administered(
        ReopenUserInput,
        UserPayload,
        changing(administration.reopen_user),
        "Opens an account again that was closed in your range.",
    )
    accept_invitation = administered(
        AcceptInvitationInput,
        JoinedPayload,
        accept_invitation,
        "Makes an invited account one's own, once, with a password of one's choice.",
    )
