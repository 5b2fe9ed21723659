"""登录: signing in and out, and going on with a session."""

import strawberry

from schema.accounts.account import AccountEvent
from schema.accounts.second_factor import CODE
from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError
from schema.root_fields import Arguments, Payload, mutation_field
from tenants.accounts import sessions, signing_in
from tenants.accounts.attempts import Client
from tenants.accounts.signing_in import Challenge, Credentials, SignedIn
from tenants.accounts.tokens import Tokens
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.normal_form import normalize_sign_in_name


@strawberry.input(description="A name and a password.")
class SignInInput:
    name: str = strawberry.field(description="The name that you sign in with.")
    password: str = strawberry.field(description="Your password.")
    device_token: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="From the last sign-in on this device: with it, other people's wrong guesses do not slow you down.",
    )


@strawberry.input(description="The second step of signing in.")
class CompleteSignInInput:
    challenge: str = strawberry.field(description="From `signIn`.")
    code: str = strawberry.field(description=CODE)
    device_token: str | None = strawberry.field(default=strawberry.UNSET, description="The same as for `signIn`.")


@strawberry.input(description="A refresh token. Using it spends it; using it again ends the session.")
class RefreshSessionInput:
    refresh_token: str = strawberry.field(description="The newest one of the session.")


@strawberry.type(
    description="Tokens: the access token goes into `Authorization: Bearer`, the refresh token gets the next pair."
)
class TokensPayload:
    access_token: str | None = strawberry.field(
        default=None, description="For the header `Authorization: Bearer`; it lasts for minutes."
    )
    refresh_token: str | None = strawberry.field(default=None, description="For `refreshSession`, once.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type(description="The tokens of a new session, and what you should know; or a challenge.")
class SignInPayload(TokensPayload):
    challenge: str | None = strawberry.field(
        default=None,
        description="Instead of tokens: pass it to `completeSignIn`, with a code, within five minutes.",
    )
    device_token: str | None = strawberry.field(
        default=None, description="Opens nothing by itself; keep it on the device, even after signing out."
    )
    alerts: list[AccountEvent] = strawberry.field(
        default_factory=list,
        description="What somebody else may have done: show it. It stays until you sign in where you did before.",
    )


@strawberry.type(description="Whether a session ended.")
class SignOutPayload:
    signed_out: bool = strawberry.field(default=False, description="Whether there was one.")


async def sign_in(caller: Caller, arguments: Arguments) -> Payload:
    given = arguments["input"]
    credentials = Credentials(normalize_sign_in_name(given["name"]), given["password"])
    return show_sign_in(await signing_in.sign_in(caller.database, credentials, client_of(caller, given), caller.rules))


async def complete_sign_in(caller: Caller, arguments: Arguments) -> Payload:
    given = arguments["input"]
    step, client = (given["challenge"], given["code"]), client_of(caller, given)
    return show_sign_in(await signing_in.complete(caller.database, *step, client, caller.rules))


def client_of(caller: Caller, given: Arguments) -> Client:
    return Client(caller.request_info.address, given.get("device_token"))


def show_sign_in(done: SignedIn | Challenge) -> Payload:
    """What a client is told that has begun a session, or half of it."""
    if isinstance(done, Challenge):
        return {"challenge": done.token}
    return {**show_tokens(done.tokens), "device_token": done.device_token, "alerts": done.alerts}


async def refresh_session(caller: Caller, arguments: Arguments) -> Payload:
    spent = arguments["input"]["refresh_token"]
    tokens = await sessions.renew(caller.database, spent, caller.rules, caller.request_info.address)
    if tokens is None:
        raise Rejected([Problem(ProblemCode.WRONG_CREDENTIALS)])
    return show_tokens(tokens)


def show_tokens(tokens: Tokens) -> Payload:
    return {"access_token": tokens.access, "refresh_token": tokens.refresh}


async def sign_out(caller: Caller, _: Arguments) -> Payload:
    session, address = caller.session, caller.request_info.address
    return {"signed_out": session is not None and await sessions.sign_out(caller.database, session, address)}


@strawberry.type
class SignInMutations:
    sign_in = mutation_field(
        SignInPayload, sign_in, "Signs in, or returns a challenge for the second step.", SignInInput
    )
    complete_sign_in = mutation_field(
        SignInPayload, complete_sign_in, "Signs in where a second factor is needed.", CompleteSignInInput
    )
    refresh_session = mutation_field(
        TokensPayload, refresh_session, "Returns the next pair of tokens of a session.", RefreshSessionInput
    )
    sign_out = mutation_field(SignOutPayload, sign_out, "Ends this session.")
