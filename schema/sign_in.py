"""登录: signing in and out, and who one is."""

from collections.abc import Awaitable, Mapping
from typing import Any

import strawberry

from schema.account import AccountEvent, LinkedIdentity, Session
from schema.caller import Caller
from schema.connection import read_by_the_domain
from schema.mutation import UserError, answered, refused
from schema.scalars import DivisionCode
from schema.second_factor import CODE, SecondFactor, second_factor_of
from tenants.access import account, identities, sessions, signing_in
from tenants.access.acting import Grant as HeldGrant
from tenants.access.attempts import Client
from tenants.access.roles import RoleName
from tenants.access.signing_in import Challenge, Credentials, SignedIn
from tenants.access.tokens import Tokens
from tenants.errors import Problem, ProblemCode, Rejected, Unauthenticated
from tenants.hierarchy.division import format_code

Arguments = Mapping[str, Any]

TOKENS = ("access_token", "refresh_token")


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
    second_factor: SecondFactor
    identities: list[LinkedIdentity] = strawberry.field(description="Your identities at OpenID providers.")


@strawberry.input(description="A name and a password.")
class SignInInput:
    name: str
    password: str
    device_token: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="What the last sign-in on this device gave: with it, nobody's guesses keep you waiting.",
    )


@strawberry.input(description="The second step of signing in.")
class CompleteSignInInput:
    challenge: str = strawberry.field(description="As `signIn` gave it.")
    code: str = strawberry.field(description=CODE)
    device_token: str | None = strawberry.field(default=strawberry.UNSET, description="The same as for `signIn`.")


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


@strawberry.type(description="The tokens of a new session, and what you should know; or a challenge.")
class SignInPayload(TokensPayload):
    challenge: str | None = strawberry.field(
        description="In place of tokens: bring it to `completeSignIn`, with a code, within five minutes."
    )
    device_token: str | None = strawberry.field(description="Opens nothing; keep it, also beyond signing out.")
    alerts: list[AccountEvent] = strawberry.field(
        description="What somebody else may have done since you last signed in: show it."
    )


@strawberry.type(description="Whether a session ended.")
class SignOutPayload:
    signed_out: bool


async def viewer(caller: Caller, _: Arguments) -> Mapping[str, object]:
    session = await sessions.recognize(caller.database, caller.confined.access_hash)
    if session is None:
        raise Unauthenticated
    return {
        "name": session.user_name,
        "grants": [shown(grant) for grant in session.grants],
        "sessions": lambda: sessions.list_sessions(caller.database, session),
        "events": lambda: account.list_events(caller.database, session),
        "second_factor": lambda: second_factor_of(caller, session),
        "identities": lambda: identities.list_identities(caller.database, session),
    }


def shown(grant: HeldGrant) -> Mapping[str, object]:
    tenant = {"tenant_code": format_code(grant.low), "tenant_name": grant.tenant_name}
    return {"id": str(grant.id), "role": grant.role_name, **tenant}


async def sign_in(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    given = arguments["input"]
    credentials = Credentials(given["name"], given["password"])
    return await begun(caller, signing_in.sign_in(caller.database, credentials, client_of(caller, given), caller.rules))


async def complete_sign_in(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    given = arguments["input"]
    step, client = (given["challenge"], given["code"]), client_of(caller, given)
    return await begun(caller, signing_in.complete(caller.database, *step, client, caller.rules))


def client_of(caller: Caller, given: Mapping[str, Any]) -> Client:
    return Client(caller.occasion.address, given.get("device_token"))


async def begun(caller: Caller, beginning: Awaitable[SignedIn | Challenge]) -> Mapping[str, object]:
    """The payload of what begins a session."""
    nothing = {**refused(caller, (), *TOKENS, "device_token", "challenge"), "alerts": []}
    try:
        done = await beginning
    except Rejected as rejected:
        return {**nothing, **refused(caller, rejected.problems)}
    if isinstance(done, Challenge):
        return {**nothing, "challenge": done.token}
    return {**nothing, **shown_tokens(done.tokens), "device_token": done.device_token, "alerts": done.alerts}


async def refresh_session(caller: Caller, arguments: Arguments) -> Mapping[str, object]:
    spent = arguments["input"]["refresh_token"]
    tokens = await sessions.renew(caller.database, spent, caller.rules, caller.occasion.address)
    if tokens is None:
        return refused(caller, [Problem(ProblemCode.WRONG_CREDENTIALS)], *TOKENS)
    return {**shown_tokens(tokens), "user_errors": []}


def shown_tokens(tokens: Tokens) -> Mapping[str, object]:
    return dict(zip(TOKENS, (tokens.access, tokens.refresh), strict=True))


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
    sign_in = answered(SignInPayload, sign_in, "Signs in, or gives the challenge to do so.", SignInInput)
    complete_sign_in = answered(
        SignInPayload, complete_sign_in, "Signs in, where a second factor is needed.", CompleteSignInInput
    )
    refresh_session = answered(
        TokensPayload, refresh_session, "The next pair of tokens of a session.", RefreshSessionInput
    )
    sign_out = answered(SignOutPayload, sign_out, "Ends this session.")
