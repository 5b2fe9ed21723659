"""志愿服务证明核验: whether a certificate holds, for anybody who was shown one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry

from schema.caller import Caller
from schema.connection import described
from schema.root_fields import Arguments, query_field
from tenants.accounts.attempts import hash_address
from tenants.publicity.certificates import CertificateStatus, verify_certificate


@strawberry.type(description="Whether a certificate holds, and what it says: compare that with what you were shown.")
class CertificateVerification:
    status: CertificateStatus = strawberry.field(description="Of one that is unknown nothing else is told.")
    serial: str | None = strawberry.field(default=None, description="The number printed on it.")
    name: str | None = strawberry.field(default=None, description="Whose service it certifies.")
    from_on: date | None = strawberry.field(default=None, description="The first day that counts.")
    until_on: date | None = strawberry.field(default=None, description="The last day that counts.")
    contacts: int | None = strawberry.field(default=None, description="How often she visited or called.")
    home_minutes: int | None = strawberry.field(default=None, description="Minutes of visits at home.")
    school_minutes: int | None = strawberry.field(default=None, description="Minutes of visits at school.")
    phone_minutes: int | None = strawberry.field(default=None, description="Minutes of calls by phone.")
    video_minutes: int | None = strawberry.field(default=None, description="Minutes of calls by video.")
    issuer: str | None = strawberry.field(default=None, description="The branch that issued it.")
    issued_on: date | None = strawberry.field(default=None, description="When it was issued.")
    revoked_on: date | None = strawberry.field(default=None, description="When it was revoked, if it was.")


async def verify(caller: Caller, arguments: Arguments) -> Mapping[str, Any]:
    caller.database.rate.count(hash_address(caller.request_info.address))
    status, said = await verify_certificate(caller.database, arguments["code"])
    days = {name: value.isoformat() for name, value in said.items() if isinstance(value, date)}
    return {**vars(CertificateVerification(status=status)), **said, **days}


@strawberry.type
class CertificateQueries:
    verify_certificate: CertificateVerification | None = query_field(
        CertificateVerification,
        verify,
        "Whether a certificate holds, by the code on it. Nobody needs to sign in for that.",
        {"code": described(str, "The code on the certificate.")},
    )
