"""What an attachment is: where it is stored, and what it has to be like when it is fetched from there."""

import re
from collections.abc import Iterator

from sqlalchemy import Boolean, ColumnElement, FromClause, func

from tenants import normal_form
from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import Field, choice, computed, day, number, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.json import literal
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE

MOST_BYTES = 10 * 1024 * 1024
SHA256 = re.compile("[0-9a-f]{64}")


class AttachmentKind(LabelledEnum):
    """What it shows, or proves."""

    PHOTO = "PHOTO", "照片", "Photo of the child"
    IDENTITY_DOCUMENT = "IDENTITY_DOCUMENT", "身份证件、户口簿", "Identity document or household register"
    CONSENT_FORM = "CONSENT_FORM", "知情同意书", "Consent, signed or recorded"
    DELEGATION_AGREEMENT = "DELEGATION_AGREEMENT", "委托照护协议", "Delegation of care"
    PAIRING_AGREEMENT = "PAIRING_AGREEMENT", "结对协议", "Pairing agreement"
    MEDICAL_DOCUMENT = "MEDICAL_DOCUMENT", "医疗、残疾证明", "Medical document"
    RECEIPT = "RECEIPT", "签收单、票据", "Receipt"
    OTHER = "OTHER", "其他", "Other"


class MediaType(LabelledEnum):
    """In which format it is stored: nothing that a reader would run."""

    JPEG = "JPEG", "JPEG 图片", "JPEG image"
    PNG = "PNG", "PNG 图片", "PNG image"
    PDF = "PDF", "PDF 文档", "PDF document"
    MP3 = "MP3", "MP3 录音", "MP3 recording"
    M4A = "M4A", "M4A 录音", "M4A recording"


class AttachmentClosing(LabelledEnum):
    """Why it is no longer kept."""

    REPLACED = "REPLACED", "已替换", "Replaced by another"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", "撤回同意", "Consent was withdrawn"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED", "已不需要", "No longer needed"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def check_sha256(value: str) -> Iterator[tuple[ProblemCode, dict[str, object]]]:
    if not SHA256.fullmatch(value):
        yield ProblemCode.MALFORMED, {}


def normalize_hash(value: str) -> str:
    return normal_form.normalize_line(value).lower()


def is_usable(row: FromClause) -> ColumnElement[bool]:
    consented = func.has_consent(row.c.child_id, literal("PHOTO"), func.today(), type_=Boolean)
    return row.c.closed_on.is_(None) & ((row.c.kind != literal(AttachmentKind.PHOTO)) | consented)


# Empty once the child is erased, and needed before.
KNOWN_BY: dict[str, Field] = {
    "reference": text("存放位置", 500, sensitive=True, description="By what the store of files knows it."),
    "file_name": text("文件名", 200, sensitive=True),
    "sha256": Field(
        type=str,
        zh="校验值",
        en="SHA-256",
        least=64,
        most=64,
        check=check_sha256,
        normal=normalize_hash,
        description="The SHA-256 of its bytes, in hexadecimal: what is fetched and has another one is not it.",
    ),
}
ATTACHMENT = Kind(
    name="Attachment",
    zh="附件",
    noun="attachment",
    nouns="attachments",
    description="A photo or a document that belongs to a child's file: where it is stored, and by what it is known.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "kind": choice("附件类型", AttachmentKind, required=True, in_summary=True, filter=True),
        "taken_on": day(
            "形成日期",
            required=True,
            in_summary=True,
            filter=True,
            order=True,
            description="When it was taken or signed; of a photo, a day on which photographs were consented to.",
        ),
        "consent": reference("知情同意", "Consent", "consent_id", description="The child's consent that it proves."),
        "visit": reference("走访", "Visit", "visit_id", description="The visit that it was taken at."),
        "support": reference("帮扶", "Support", "support_id", description="What it proves was done."),
        **KNOWN_BY,
        "media_type": choice("文件格式", MediaType, required=True, erased="media_type"),
        "size": number("大小（字节）", 1, MOST_BYTES, required=True, erased="size"),
        "usable": computed(
            "可否使用",
            bool,
            is_usable,
            required=True,
            description="Whether it may be shown today: it is kept, and a photo is consented to; see fileDecisions.",
        ),
        "closed_on": day("停用日期", in_summary=True),
        "closed_reason": choice("停用原因", AttachmentClosing, in_summary=True),
    },
    closing=Closing(after="taken_on", filter=True),
    ordinary=(Close("Keeps it no longer, from a day on.", "Why an attachment is no longer kept."),),
)
