"""统一身份: identities at an OpenID provider: signing in with one, linking it and unlinking it."""

from datetime import datetime

import strawberry

from schema.accounts.second_factor import ENROLLING, ProofInput, enrolment_proof, read_proof
from schema.accounts.signing_in import SignInPayload, client_of, show_sign_in
from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError
from schema.root_fields import Arguments, Payload, mutation_field
from tenants.accounts import identities
from tenants.writing.changes import require_uuid

SIGN_IN_CODE = "The code that came with the way back from the provider."
VERIFIER = "The verifier of the challenge that you set out with."


@strawberry.type(description="Your identity at an OpenID provider, with which you can sign in.")
class LinkedIdentity:
    id: strawberry.ID = strawberry.field(description="Its id, to unlink it by.")
    issuer: str = strawberry.field(description="The provider, by its address.")
    linked_at: datetime = strawberry.field(description="When it was linked.")


@strawberry.input(description="The second half of signing in by an OpenID provider.")
class RedeemSignInInput:
    sign_in_code: str = strawberry.field(description=SIGN_IN_CODE)
    verifier: str = strawberry.field(description=VERIFIER)
    invitation: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="An account's invitation: it becomes yours, with the identity in place of a password.",
    )
    device_token: str | None = strawberry.field(default=strawberry.UNSET, description="The same as for `signIn`.")


@strawberry.input(
    description=f"An identity that a provider has proven, and proof that it is you; requires a password. {ENROLLING}"
)
class LinkIdentityInput(ProofInput):
    sign_in_code: str = strawberry.field(description=SIGN_IN_CODE)
    verifier: str = strawberry.field(description=VERIFIER)


@strawberry.input(description="One of your identities, and proof that it is you; requires a password.")
class UnlinkIdentityInput(ProofInput):
    id: strawberry.ID = strawberry.field(description="Which one.")


@strawberry.type(description="Whether the identity was linked.")
class LinkIdentityPayload:
    linked: bool = strawberry.field(default=False, description="Whether it was.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type(description="Whether the identity was unlinked.")
class UnlinkIdentityPayload:
    unlinked: bool = strawberry.field(default=False, description="Whether it was.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def redeem_sign_in(caller: Caller, arguments: Arguments) -> Payload:
    given = arguments["input"]
    by, client = (read_identity_code(given), given.get("invitation")), client_of(caller, given)
    return show_sign_in(await identities.sign_in_with_identity(caller.database, *by, client, caller.rules))


async def link_identity(caller: Caller, arguments: Arguments) -> Payload:
    given, proof = arguments["input"], enrolment_proof(caller, arguments)
    client = client_of(caller, given)
    await identities.link(caller.database, caller.signed_in, read_identity_code(given), proof, client)
    return {"linked": True}


async def unlink_identity(caller: Caller, arguments: Arguments) -> Payload:
    given, proof = arguments["input"], read_proof(arguments)
    client = client_of(caller, given)
    await identities.unlink(caller.database, caller.signed_in, require_uuid(given["id"], "id"), proof, client)
    return {"unlinked": True}


def read_identity_code(given: Arguments) -> identities.IdentityCode:
    return identities.IdentityCode(given["sign_in_code"], given["verifier"])


@strawberry.type
class IdentityMutations:
    redeem_sign_in = mutation_field(
        SignInPayload,
        redeem_sign_in,
        "Signs in with the identity that an OpenID provider has proven, or returns a challenge for the second step.",
        RedeemSignInInput,
    )
    link_identity = mutation_field(
        LinkIdentityPayload,
        link_identity,
        "Links the identity that an OpenID provider has proven to your account.",
        LinkIdentityInput,
    )
    unlink_identity = mutation_field(
        UnlinkIdentityPayload,
        unlink_identity,
        "Unlinks an identity from your account and ends all your other sessions.",
        UnlinkIdentityInput,
    )
