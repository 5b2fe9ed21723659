"""两步验证: the second factor of one's own account, and the codes to recover it."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import strawberry

from schema.caller import Caller
from schema.mutation import UserError, answered, refused
from tenants.access import second_factor
from tenants.access.acting import Session
from tenants.access.attempts import Client
from tenants.access.second_factor import Proof
from tenants.errors import Rejected

Arguments = Mapping[str, Any]
Payload = Mapping[str, object]
T = TypeVar("T")

CODE = "What the authenticator shows, or a recovery code."
ENROLLING = "Without a second factor: the enrolment code, where `enrolmentCodeNeeded` says so."
ONCE = "Shown this once."


@strawberry.type(description="What you sign in with besides your password.")
class SecondFactor:
    added_at: datetime | None = strawberry.field(description="Null where there is none.")
    recovery_codes_left: int
    required: bool = strawberry.field(description="Whether a role of yours calls for one.")
    enrolment_code_needed: bool = strawberry.field(
        description="Whether `startSecondFactor` and `linkIdentity` take the code that the operator gave you; not in a"
        " session that has accepted a grant."
    )


@strawberry.input(
    description="That it is you: your password, if you have one, and a code, if you have a second factor."
)
class ProofInput:
    password: str = ""
    code: str = strawberry.field(default="", description=CODE)


@strawberry.input(description=f"That it is you who adds a second factor. {ENROLLING}")
class StartSecondFactorInput(ProofInput):
    pass


@strawberry.input(description="That it is you who makes new recovery codes.")
class RenewRecoveryCodesInput(ProofInput):
    pass


@strawberry.input(description="That it is you who takes the second factor away.")
class EndSecondFactorInput(ProofInput):
    pass


@strawberry.input(description="What the authenticator shows.")
class ConfirmSecondFactorInput:
    code: str


@strawberry.type(description="The secret for an authenticator.")
class StartSecondFactorPayload:
    uri: str | None = strawberry.field(description=f"For a QR code. {ONCE}")
    secret: str | None = strawberry.field(description=f"In base32, to type. {ONCE}")
    user_errors: list[UserError]


@strawberry.type(description="Ten codes, each of which takes the authenticator's place once.")
class RecoveryCodesPayload:
    recovery_codes: list[str] | None = strawberry.field(description=ONCE)
    user_errors: list[UserError]


@strawberry.type(description="Whether the second factor was taken away.")
class EndSecondFactorPayload:
    ended: bool
    user_errors: list[UserError]


async def second_factor_of(caller: Caller, session: Session) -> Payload:
    factors = await second_factor.factors_of(caller.database, session)
    return {
        **factors,
        "required": caller.rules.requires_second_factor(session),
        "enrolment_code_needed": caller.rules.takes_enrolment_code and not factors["vouched"],
    }


async def start_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    async def start() -> Payload:
        proof = enrolling(caller, arguments)
        made = await second_factor.start(caller.database, caller.confined, proof, client_of(caller))
        return {"uri": made.uri, "secret": made.secret}

    return await done(caller, start(), uri=None, secret=None)


async def confirm_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    async def confirm() -> Payload:
        code = arguments["input"]["code"]
        return {
            "recovery_codes": await second_factor.confirm(caller.database, caller.confined, code, client_of(caller))
        }

    return await done(caller, confirm(), recovery_codes=None)


async def renew_recovery_codes(caller: Caller, arguments: Arguments) -> Payload:
    async def renew() -> Payload:
        proof, client = proof_in(arguments), client_of(caller)
        codes = await second_factor.renew_recovery_codes(caller.database, caller.signed_in, proof, client)
        return {"recovery_codes": codes}

    return await done(caller, renew(), recovery_codes=None)


async def end_second_factor(caller: Caller, arguments: Arguments) -> Payload:
    async def end() -> Payload:
        await second_factor.end(caller.database, caller.signed_in, proof_in(arguments), client_of(caller))
        return {"ended": True}

    return await done(caller, end(), ended=False)


async def done(caller: Caller, work: Awaitable[Payload], **nothing: object) -> Payload:
    """The payload of what was done, or of nothing beside what has to be corrected."""
    try:
        return {**await work, "user_errors": []}
    except Rejected as rejected:
        return {**nothing, **refused(caller, rejected.problems)}


def proof_in(arguments: Arguments) -> Proof:
    given = arguments["input"]
    return Proof(given["password"], given["code"])


def enrolling(caller: Caller, arguments: Arguments) -> Proof:
    """The proof for what a thief of the password might add."""
    return replace(proof_in(arguments), enrolling=caller.rules.takes_enrolment_code)


def client_of(caller: Caller) -> Client:
    return Client(caller.occasion.address)


@strawberry.type
class SecondFactorMutations:
    start_second_factor = answered(
        StartSecondFactorPayload,
        start_second_factor,
        "Makes a secret for an authenticator. It counts once `confirmSecondFactor` has been given a code; until then a"
        " second factor that you have goes on counting.",
        StartSecondFactorInput,
    )
    confirm_second_factor = answered(
        RecoveryCodesPayload,
        confirm_second_factor,
        "Has the secret that was made within the last quarter of an hour count, and ends all your other sessions.",
        ConfirmSecondFactorInput,
    )
    renew_recovery_codes = answered(
        RecoveryCodesPayload,
        renew_recovery_codes,
        "Makes recovery codes in place of all you have.",
        RenewRecoveryCodesInput,
    )
    end_second_factor = answered(
        EndSecondFactorPayload,
        end_second_factor,
        "Takes your second factor away, and ends all your sessions, this one as well.",
        EndSecondFactorInput,
    )
