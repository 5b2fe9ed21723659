"""统一身份: identities of a provider: signing in by one, linking it and unlinking it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import strawberry

from schema.caller import Caller
from schema.mutation import UserError, answered
from schema.second_factor import ENROLLING, ProofInput, done, enrolling, proof_in
from schema.sign_in import SignInPayload, begun, client_of
from tenants.access import identities
from tenants.errors import Problem, ProblemCode, Rejected

Arguments = Mapping[str, Any]
Payload = Mapping[str, object]

SIGN_IN_CODE = "What the way back from the provider brought."
VERIFIER = "Of the challenge that you set out with."


@strawberry.input(description="The second half of signing in by an OpenID provider.")
class RedeemSignInInput:
    sign_in_code: str = strawberry.field(description=SIGN_IN_CODE)
    verifier: str = strawberry.field(description=VERIFIER)
    invitation: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="To an account: it becomes yours, with the identity in place of a password.",
    )
    device_token: str | None = strawberry.field(default=strawberry.UNSET, description="The same as for `signIn`.")


@strawberry.input(
    description=f"An identity that a provider has proven, and that it is you; you need a password. {ENROLLING}"
)
class LinkIdentityInput(ProofInput):
    sign_in_code: str = strawberry.field(description=SIGN_IN_CODE)
    verifier: str = strawberry.field(description=VERIFIER)


@strawberry.input(description="One of your identities, and that it is you; you need a password.")
class UnlinkIdentityInput(ProofInput):
    id: strawberry.ID


@strawberry.type(description="Whether the identity was linked.")
class LinkIdentityPayload:
    linked: bool
    user_errors: list[UserError]


@strawberry.type(description="Whether the identity was unlinked.")
class UnlinkIdentityPayload:
    unlinked: bool
    user_errors: list[UserError]


async def redeem_sign_in(caller: Caller, arguments: Arguments) -> Payload:
    given = arguments["input"]
    by, client = (redeemed_in(given), given.get("invitation")), client_of(caller, given)
    return await begun(caller, identities.sign_in(caller.database, *by, client, caller.rules))


async def link_identity(caller: Caller, arguments: Arguments) -> Payload:
    async def link() -> Payload:
        given, proof = arguments["input"], enrolling(caller, arguments)
        client = client_of(caller, given)
        await identities.link(caller.database, caller.signed_in, redeemed_in(given), proof, client)
        return {"linked": True}

    return await done(caller, link(), linked=False)


async def unlink_identity(caller: Caller, arguments: Arguments) -> Payload:
    async def unlink() -> Payload:
        given, proof = arguments["input"], proof_in(arguments)
        client = client_of(caller, given)
        await identities.unlink(caller.database, caller.signed_in, id_in(given), proof, client)
        return {"unlinked": True}

    return await done(caller, unlink(), unlinked=False)


def redeemed_in(given: Arguments) -> identities.Redeemed:
    return identities.Redeemed(given["sign_in_code"], given["verifier"])


def id_in(given: Arguments) -> UUID:
    try:
        return UUID(given["id"])
    except ValueError:
        raise Rejected([Problem(ProblemCode.NOT_FOUND, ("id",))]) from None


@strawberry.type
class IdentityMutations:
    redeem_sign_in = answered(
        SignInPayload,
        redeem_sign_in,
        "Signs in by the identity that an OpenID provider has proven, or gives the challenge to do so.",
        RedeemSignInInput,
    )
    link_identity = answered(
        LinkIdentityPayload,
        link_identity,
        "Links the identity that an OpenID provider has proven to your account.",
        LinkIdentityInput,
    )
    unlink_identity = answered(
        UnlinkIdentityPayload,
        unlink_identity,
        "Unlinks an identity from your account, and ends all your other sessions.",
        UnlinkIdentityInput,
    )
