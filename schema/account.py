"""账户: one's own account: its sessions, and what befell it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

import schema.enums  # noqa: F401  # declares the enumerations before any type here names one
from schema.caller import Caller
from schema.mutation import UserError, answered, refused
from tenants.access import sessions, signing_in
from tenants.access.attempts import Client
from tenants.access.terms import AccountEventKind
from tenants.errors import Rejected

Arguments = Mapping[str, Any]


@strawberry.type(description="A place where you are signed in.")
class Session:
    id: strawberry.ID
    started_at: datetime
    last_used_at: datetime = strawberry.field(description="To the minute.")
    address: str | None = strawberry.field(description="Where it was started from.")
    current: bool = strawberry.field(description="Whether it is this one.")


@strawberry.type(description="Something that befell your account.")
class AccountEvent:
    at: datetime
    kind: AccountEventKind
    address: str | None


@strawberry.type(description="An identity at an OpenID provider that you sign in by.")
class LinkedIdentity:
    id: strawberry.ID
    issuer: str
    linked_at: datetime


@strawberry.input(description="One of your sessions.")
class EndSessionInput:
    id: strawberry.ID


@strawberry.type(description="How many sessions ended.")
class EndSessionsPayload:
    ended: int


@strawberry.input(description="The password as it is, and as it shall be.")
class ChangePasswordInput:
    current: str
    new: str


@strawberry.type(description="Whether the password was changed.")
class ChangePasswordPayload:
    changed: bool
    user_errors: list[UserError]


async def end_session(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    try:
        named = UUID(arguments["input"]["id"])
    except ValueError:
        # No session has such an id.
        named = UUID(int=0)
    return await ended(caller, named)


async def end_other_sessions(caller: Caller, _: Arguments) -> Mapping[str, object]:
    return await ended(caller, None)


async def ended(caller: Caller, only: UUID | None) -> Mapping[str, object]:
    address = caller.occasion.address
    return {"ended": await sessions.end_sessions(caller.database, caller.signed_in, only, address)}


async def change_password(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    given, client = arguments["input"], Client(caller.occasion.address)
    passwords = (given["current"], given["new"])
    try:
        await signing_in.change_password(caller.database, caller.signed_in, passwords, client, caller.rules)
    except Rejected as rejected:
        return {**refused(caller, rejected.problems), "changed": False}
    return {"changed": True, "user_errors": []}


@strawberry.type
class AccountMutations:
    change_password = answered(
        ChangePasswordPayload,
        change_password,
        "Changes your password, and ends all your other sessions.",
        ChangePasswordInput,
    )
    end_session = answered(
        EndSessionsPayload, end_session, "Ends one of your sessions, wherever it is.", EndSessionInput
    )
    end_other_sessions = answered(EndSessionsPayload, end_other_sessions, "Ends all your sessions but this one.")
