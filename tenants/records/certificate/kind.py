"""What a certificate is: a Caring Mother's service in a period, as it was on record when it was issued."""

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import JSONB

from tenants.access.scope import Scope
from tenants.database.actor_sql import CARING_MOTHER
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, internal, number, reference, text
from tenants.kinds.kind import Closing, Fields, Kind
from tenants.reading.record import Subject
from tenants.records.protections import CERTIFICATION

# Of a volunteer's life.
MOST_MINUTES, MOST_CONTACTS = 10_000_000, 1_000_000


class CertificateClosing(LabelledEnum):
    """Why a certificate was revoked."""

    ISSUED_IN_ERROR = "ISSUED_IN_ERROR", "开具有误", "Issued in error"
    SERVICE_CORRECTED = "SERVICE_CORRECTED", "服务记录已更正", "The service on record was corrected"
    MISUSED = "MISUSED", "被不当使用", "Misused"


def is_own(row: FromClause) -> ColumnElement[bool]:
    return row.c.caring_mother_id == CARING_MOTHER


SERVED: Fields = {
    f"{kind}_minutes": number(zh, 0, MOST_MINUTES, required=True, default=0, in_forms=False)
    for kind, zh in {
        "home": "入户走访（分钟）",
        "school": "到校走访（分钟）",
        "phone": "电话联系（分钟）",
        "video": "视频联系（分钟）",
    }.items()
}
CERTIFICATE = Kind(
    name="Certificate",
    zh="志愿服务证明",
    noun="certificate",
    nouns="certificates",
    description="A Caring Mother's service in a period, as it was on record when it was issued. It names no child.",
    protection=CERTIFICATION,
    about=Subject("CARING_MOTHER", "caring_mother_id"),
    scopes={Scope.SELF: is_own},
    under="caring_mother",
    fields={
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", required=True, tied=True, description="Who served."
        ),
        "from_on": day("服务开始日期", required=True, filter=True),
        "until_on": day("服务截止日期", after="from_on", required=True, description="The last day that counts."),
        "serial": text("证明编号", 40, in_forms=False, description="What is printed on it."),
        "code": text("核验码", 32, in_forms=False, description="Whoever has it may verify the certificate."),
        "contacts": number("服务次数", 0, MOST_CONTACTS, required=True, default=0, in_forms=False),
        **SERVED,
        "issued_on": day("开具日期", required=True, filter=True, order=True, in_forms=False),
        "revoked_on": day("撤销日期"),
        "revoked_reason": choice("撤销原因", CertificateClosing),
        "handed_over": internal(JSONB()),
    },
    closing=Closing("revoked_on", "revoked_reason", after="issued_on"),
)
