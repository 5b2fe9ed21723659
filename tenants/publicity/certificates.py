"""Whether a certificate holds, for whoever has its code."""

from collections.abc import Mapping
from typing import Any

from tenants.database.transactions import Database
from tenants.enums import LabelledEnum
from tenants.normal_form import digits


class CertificateStatus(LabelledEnum):
    """What there is to a certificate."""

    VALID = "VALID", "有效", "Valid"
    REVOKED = "REVOKED", "已撤销", "Revoked"
    UNKNOWN = "UNKNOWN", "查无此证", "Unknown"


async def verify_certificate(database: Database, code: str) -> tuple[CertificateStatus, Mapping[str, Any]]:
    """What a certificate says, and whether it still holds; spaces, dashes and capitals of the code do not matter."""
    asked = digits(code).replace("-", "").lower()
    async with database.connection() as connection:
        row = None if "\0" in asked else await connection.fetchrow("select * from verify_certificate($1)", asked)
    if row is None:
        return CertificateStatus.UNKNOWN, {}
    return CertificateStatus.REVOKED if row["revoked_on"] else CertificateStatus.VALID, dict(row)
