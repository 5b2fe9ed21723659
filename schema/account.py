"""账户: one's own account: its sessions, and what befell it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from schema.caller import Caller
from schema.connection import read_by_the_domain
from schema.mutation import UserError, user_error
from tenants.access import sessions, signing_in
from tenants.access.acting import Session as LiveSession
from tenants.access.attempts import Client
from tenants.access.terms import AccountEventKind
from tenants.errors import Rejected, Unauthenticated

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


def signed_in(caller: Caller) -> LiveSession:
    """The caller's session. Raises Unauthenticated."""
    if caller.session is None:
        raise Unauthenticated
    return caller.session


async def end_session(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    try:
        named = UUID(arguments["input"]["id"])
    except ValueError:
        return {"ended": 0}
    return await ended(caller, named)


async def end_other_sessions(caller: Caller, _: Arguments) -> Mapping[str, object]:
    return await ended(caller, None)


async def ended(caller: Caller, only: UUID | None) -> Mapping[str, object]:
    session, address = signed_in(caller), caller.occasion.address
    return {"ended": await sessions.end_sessions(caller.database, session, only, address)}


async def change_password(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    given, client = arguments["input"], Client(caller.occasion.address)
    passwords = (given["current"], given["new"])
    try:
        await signing_in.change_password(caller.database, signed_in(caller), passwords, client, caller.rules)
    except Rejected as rejected:
        return {"changed": False, "user_errors": [user_error(problem, caller) for problem in rejected.problems]}
    return {"changed": True, "user_errors": []}


@strawberry.type
class AccountMutations:
    change_password: ChangePasswordPayload = strawberry.field(
        resolver=read_by_the_domain({"input": ChangePasswordInput}, {"input": strawberry.UNSET}, ChangePasswordPayload),
        description="Changes your password, and ends all your other sessions.",
        metadata={"answer": change_password},
    )
    end_session: EndSessionsPayload = strawberry.field(
        resolver=read_by_the_domain({"input": EndSessionInput}, {"input": strawberry.UNSET}, EndSessionsPayload),
        description="Ends one of your sessions, wherever it is.",
        metadata={"answer": end_session},
    )
    end_other_sessions: EndSessionsPayload = strawberry.field(
        resolver=read_by_the_domain({}, {}, EndSessionsPayload),
        description="Ends all your sessions but this one.",
        metadata={"answer": end_other_sessions},
    )
