"""What a consent is."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, flag, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.reading.record import Subject
from tenants.records.protections import CHILD_FILE


class ConsentPurpose(LabelledEnum):
    """What is consented to, each purpose by itself."""

    KEEP_FILE = "KEEP_FILE", "建立档案", "Keeping the file"
    SHARE_WITH_CARING_MOTHER = "SHARE_WITH_CARING_MOTHER", "向爱心妈妈提供", "Sharing with the Caring Mother"
    VISIT = "VISIT", "入户走访", "Visits at home"
    HEALTH_DETAIL = "HEALTH_DETAIL", "记录健康详情", "Details of health"
    PHOTO = "PHOTO", "拍照", "Photographs"
    PUBLISH = "PUBLISH", "公开宣传", "Publishing"
    TRANSFER = "TRANSFER", "转出档案", "Handing the file over"


class ConsentDecision(LabelledEnum):
    """What was decided."""

    GIVEN = "GIVEN", "同意", "Given"
    REFUSED = "REFUSED", "不同意", "Refused"


class ConsentMethod(LabelledEnum):
    """How the decision was taken down."""

    PAPER = "PAPER", "纸质签字", "On paper"
    E_SIGNATURE = "E_SIGNATURE", "电子签名", "Electronic signature"
    RECORDED_CALL = "RECORDED_CALL", "录音电话", "Recorded call"


CONSENT = Kind(
    name="Consent",
    zh="知情同意",
    noun="consent",
    nouns="consents",
    description="One decision on one purpose, by the legal guardian, or from 14 by the child itself.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "purpose": choice("事项", ConsentPurpose, required=True, in_summary=True, filter=True),
        "decision": choice("决定", ConsentDecision, required=True, in_summary=True, filter=True),
        "guardian": reference(
            "监护人", "Guardian", "guardian_id", description="Who decided; none, where it was the child."
        ),
        "by_child": flag("本人决定", required=True, default=False, in_summary=True),
        "text_version": text("文本版本", 50),
        "method": choice("方式", ConsentMethod, required=True, erased="method"),
        "story": text("宣传内容", 200, description="What is published; each needs a consent of its own."),
        "publication": reference(
            "宣传稿",
            "Story",
            "publication_id",
            hides=True,
            description="The story that is published; it rests on this.",
        ),
        "from_on": day("决定日期", required=True, in_summary=True, filter=True, order=True),
        "valid_until": day("有效期至", after="from_on", future=True, in_summary=True),
        "withdrawn_on": day("撤回日期", in_summary=True),
        "withdrawn_by": text("撤回人", 50, erased="case when withdrawn_on is not null then '' end"),
    },
    relations={"attachments": Many("Attachment", "consent_id", "What proves it.")},
    closing=Closing("withdrawn_on", "withdrawn_by", after="from_on"),
)
