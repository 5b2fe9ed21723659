"""账户: one's own account: where it is signed in, and its password."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import strawberry

from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError
from schema.node import Node
from schema.root_fields import Arguments, Payload, mutation_field
from tenants.accounts import sessions, signing_in
from tenants.accounts.attempts import Client
from tenants.accounts.enums import AccountEventKind


@strawberry.type(description="A place where you are signed in.")
class Session(Node):
    started_at: datetime = strawberry.field(description="When it was signed in.")
    last_used_at: datetime = strawberry.field(description="To the minute.")
    address: str | None = strawberry.field(description="Where it was started from.")
    current: bool = strawberry.field(description="Whether it is this one.")


@strawberry.input(description="One of your sessions.")
class EndSessionInput:
    id: strawberry.ID = strawberry.field(description="Which one.")


@strawberry.type(description="How many sessions ended.")
class EndSessionsPayload:
    ended: int = strawberry.field(default=0, description="How many.")


@strawberry.input(description="Your password, and the one to replace it.")
class ChangePasswordInput:
    current: str = strawberry.field(description="The one you have.")
    new: str = strawberry.field(description="The one to replace it.")


@strawberry.type(description="Whether the password was changed.")
class ChangePasswordPayload:
    changed: bool = strawberry.field(default=False, description="Whether it was.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def end_session(caller: Caller, arguments: Arguments) -> Payload:
    try:
        named = UUID(arguments["input"]["id"])
    except ValueError:
        # No session has such an id.
        named = UUID(int=0)
    return await end_sessions(caller, named)


async def end_other_sessions(caller: Caller, _: Arguments) -> Payload:
    return await end_sessions(caller, None)


async def end_sessions(caller: Caller, only: UUID | None) -> Mapping[str, int]:
    address = caller.request_info.address
    return {"ended": await sessions.end_sessions(caller.database, caller.signed_in, only, address)}


async def change_password(caller: Caller, arguments: Arguments) -> Payload:
    given, client = arguments["input"], Client(caller.request_info.address)
    passwords = (given["current"], given["new"])
    await signing_in.change_password(caller.database, caller.signed_in, passwords, client, caller.rules)
    return {"changed": True}


@strawberry.type
class AccountMutations:
    change_password = mutation_field(
        ChangePasswordPayload,
        change_password,
        "Changes your password and ends all your other sessions.",
        ChangePasswordInput,
    )
    end_session = mutation_field(
        EndSessionsPayload, end_session, "Ends one of your sessions, wherever it is.", EndSessionInput
    )
    end_other_sessions = mutation_field(EndSessionsPayload, end_other_sessions, "Ends all your sessions but this one.")


@strawberry.type(description="Something that happened to your account.")
class AccountEvent:
    at: datetime = strawberry.field(description="When.")
    kind: AccountEventKind = strawberry.field(description="What happened.")
    address: str | None = strawberry.field(description="From where.")
