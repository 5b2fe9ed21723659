"""两步验证: the second factor of one's own account, and the codes to recover it."""

from dataclasses import replace
from datetime import datetime

import strawberry

from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError
from schema.root_fields import Arguments, Payload, mutation_field
from tenants.access.actor import Session
from tenants.accounts import second_factor
from tenants.accounts.attempts import Client
from tenants.accounts.second_factor import Proof

CODE = "What the authenticator shows, or a recovery code."
ONCE = "Shown only once."
ENROLLING = "Without a second factor: the enrolment code, where `enrolmentCodeNeeded` says so."


@strawberry.type(description="What you sign in with in addition to your password.")
class SecondFactor:
    added_at: datetime | None = strawberry.field(description="Null if you have none.")
    recovery_codes_left: int = strawberry.field(description="How many recovery codes you have not used.")
    required: bool = strawberry.field(description="Whether one of your roles requires one.")
    enrolment_code_needed: bool = strawberry.field(
        description="Whether `startSecondFactor` and `linkIdentity` take the code that the operator gave you; not in a"
        " session that has accepted a grant."
    )


@strawberry.input(
    description="Proof that it is you: your password, if you have one, and a code, if you have a second factor."
)
class ProofInput:
    password: str = strawberry.field(
        default="", description="Your password; none is needed beside a provider's sign-in."
    )
    code: str = strawberry.field(default="", description=CODE)


@strawberry.input(description=f"Proof that it is you who adds a second factor. {ENROLLING}")
class StartSecondFactorInput(ProofInput):
    pass


@strawberry.input(description="Proof that it is you who makes new recovery codes.")
class RenewRecoveryCodesInput(ProofInput):
    pass


@strawberry.input(description="Proof that it is you who removes the second factor.")
class EndSecondFactorInput(ProofInput):
    pass


@strawberry.input(description="What the authenticator shows.")
class ConfirmSecondFactorInput:
    code: str = strawberry.field(description="What the authenticator shows now.")


@strawberry.type(description="The secret for an authenticator.")
class StartSecondFactorPayload:
    uri: str | None = strawberry.field(default=None, description=f"For a QR code. {ONCE}")
    secret: str | None = strawberry.field(default=None, description=f"In base32, to type in. {ONCE}")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type(description="Ten codes, each of which stands in for the authenticator once.")
class RecoveryCodesPayload:
    recovery_codes: list[str] | None = strawberry.field(default=None, description=ONCE)
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type(description="Whether the second factor was removed.")
class EndSecondFactorPayload:
    ended: bool = strawberry.field(default=False, description="Whether it was.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def second_factor_of(caller: Caller, session: Session) -> Payload:
    factors = await second_factor.factors_of(caller.database, session)
    return {
        **factors,
        "required": caller.rules.requires_second_factor(session),
        "enrolment_code_needed": caller.rules.takes_enrolment_code and not factors["vouched"],
    }


async def start_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    proof = enrolment_proof(caller, arguments)
    made = await second_factor.start(caller.database, caller.confined, proof, client_of(caller))
    return {"uri": made.uri, "secret": made.secret}


async def confirm_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    code = arguments["input"]["code"]
    return {"recovery_codes": await second_factor.confirm(caller.database, caller.confined, code, client_of(caller))}


async def renew_recovery_codes(caller: Caller, arguments: Arguments) -> Payload:
    proof, client = read_proof(arguments), client_of(caller)
    codes = await second_factor.renew_recovery_codes(caller.database, caller.signed_in, proof, client)
    return {"recovery_codes": codes}


async def end_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    await second_factor.end(caller.database, caller.signed_in, read_proof(arguments), client_of(caller))
    return {"ended": True}


def read_proof(arguments: Arguments) -> Proof:
    given = arguments["input"]
    return Proof(given["password"], given["code"])


def enrolment_proof(caller: Caller, arguments: Arguments) -> Proof:
    """The proof for what a thief of the password might add."""
    return replace(read_proof(arguments), enrolling=caller.rules.takes_enrolment_code)


def client_of(caller: Caller) -> Client:
    return Client(caller.request_info.address)


@strawberry.type
class SecondFactorMutations:
    start_second_factor = mutation_field(
        StartSecondFactorPayload,
        start_second_factor,
        "Makes a secret for an authenticator. It takes effect once `confirmSecondFactor` has received a code; until"
        " then a second factor that you already have stays in effect.",
        StartSecondFactorInput,
    )
    confirm_second_factor = mutation_field(
        RecoveryCodesPayload,
        confirm_second_factor,
        "Puts a secret made within the last quarter of an hour into effect and ends all your other sessions.",
        ConfirmSecondFactorInput,
    )
    renew_recovery_codes = mutation_field(
        RecoveryCodesPayload,
        renew_recovery_codes,
        "Makes new recovery codes that replace all you have.",
        RenewRecoveryCodesInput,
    )
    end_second_factor = mutation_field(
        EndSecondFactorPayload,
        end_second_factor,
        "Removes your second factor and ends all your sessions, including this one.",
        EndSecondFactorInput,
    )
