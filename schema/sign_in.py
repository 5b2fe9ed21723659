"""登录: signing in and out, and who one is."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from schema.account import AccountEvent, Session
from schema.caller import Caller
from schema.connection import read_by_the_domain
from schema.mutation import UserError, user_error
from schema.scalars import DivisionCode
from tenants.access import account, sessions, signing_in
from tenants.access.acting import Grant as HeldGrant
from tenants.access.attempts import Client
from tenants.access.roles import RoleName
from tenants.access.signing_in import Credentials
from tenants.access.tokens import Tokens
from tenants.errors import Problem, ProblemCode, Rejected, Unauthenticated
from tenants.hierarchy.division import format_code

Arguments = Mapping[str, Any]


@strawberry.type(
    description="A role at a tenant. A request acts under one: the first, or the one the X-Acting-Grant header names."
)
class Grant:
    id: strawberry.ID
    role: RoleName
    tenant_code: DivisionCode
    tenant_name: str


@strawberry.type(description="Who is signed in.")
class Viewer:
    name: str
    grants: list[Grant] = strawberry.field(description="The grants that hold now, the default first.")
    sessions: list[Session] = strawberry.field(description="Where you are signed in, the last used first.")
    events: list[AccountEvent] = strawberry.field(description="What befell your account: the newest 100.")


@strawberry.input(description="A name and a password.")
class SignInInput:
    name: str
    password: str
    device_token: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="What the last sign-in on this device gave: with it, nobody's guesses keep you waiting.",
    )


@strawberry.input(description="A refresh token; it is spent by being used, and spent once more it ends the session.")
class RefreshSessionInput:
    refresh_token: str


@strawberry.type(
    description="Tokens: the access token goes into `Authorization: Bearer`, the refresh token gets the next pair."
)
class TokensPayload:
    access_token: str | None
    refresh_token: str | None
    user_errors: list[UserError]


@strawberry.type(description="The tokens of a new session, and what you should know.")
class SignInPayload(TokensPayload):
    device_token: str | None = strawberry.field(description="Opens nothing; keep it, also beyond signing out.")
    alerts: list[AccountEvent] = strawberry.field(
        description="What somebody else may have done since you last signed in: show it."
    )


@strawberry.type(description="Whether a session ended.")
class SignOutPayload:
    signed_out: bool


async def viewer(caller: Caller, _: Arguments) -> Mapping[str, object]:
    session = caller.session and await sessions.recognize(caller.database, caller.session.access_hash)
    if session is None:
        raise Unauthenticated
    return {
        "name": session.user_name,
        "grants": [shown(grant) for grant in session.grants],
        "sessions": lambda: sessions.list_sessions(caller.database, session),
        "events": lambda: account.list_events(caller.database, session),
    }


def shown(grant: HeldGrant) -> Mapping[str, object]:
    tenant = {"tenant_code": format_code(grant.low), "tenant_name": grant.tenant_name}
    return {"id": str(grant.id), "role": grant.role_name, **tenant}


async def sign_in(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    given = arguments["input"]
    credentials = Credentials(given["name"], given["password"])
    client = Client(caller.occasion.address, given.get("device_token"))
    try:
        signed_in = await signing_in.sign_in(caller.database, credentials, client, caller.rules)
    except Rejected as rejected:
        return {**payload(None, rejected.problems, caller), "device_token": None, "alerts": []}
    news = {"device_token": signed_in.device_token, "alerts": signed_in.alerts}
    return {**payload(signed_in.tokens, (), caller), **news}


async def refresh_session(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    spent = arguments["input"]["refresh_token"]
    tokens = await sessions.renew(caller.database, spent, caller.rules, caller.occasion.address)
    return payload(tokens, () if tokens else [Problem(ProblemCode.WRONG_CREDENTIALS)], caller)


def payload(tokens: Tokens | None, problems: Sequence[Problem], caller: Caller) -> Mapping[str, object]:
    return {
        "access_token": tokens and tokens.access,
        "refresh_token": tokens and tokens.refresh,
        "user_errors": [user_error(problem, caller) for problem in problems],
    }


async def sign_out(caller: Caller, _: Arguments) -> Mapping[str, object]:
    session, address = caller.session, caller.occasion.address
    return {"signed_out": session is not None and await sessions.sign_out(caller.database, session, address)}


@strawberry.type
class SignInQueries:
    viewer: Viewer = strawberry.field(
        resolver=read_by_the_domain({}, {}, Viewer), description="Who you are.", metadata={"answer": viewer}
    )


@strawberry.type
class SignInMutations:
    sign_in: SignInPayload = strawberry.field(
        resolver=read_by_the_domain({"input": SignInInput}, {"input": strawberry.UNSET}, SignInPayload),
        description="Signs in.",
        metadata={"answer": sign_in},
    )
    refresh_session: TokensPayload = strawberry.field(
        resolver=read_by_the_domain({"input": RefreshSessionInput}, {"input": strawberry.UNSET}, TokensPayload),
        description="The next pair of tokens of a session.",
        metadata={"answer": refresh_session},
    )
    sign_out: SignOutPayload = strawberry.field(
        resolver=read_by_the_domain({}, {}, SignOutPayload),
        description="Ends this session.",
        metadata={"answer": sign_out},
    )
