"""待办认定: what is to be decided about a child's file, because of an age, or because something has changed."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference
from tenants.kinds.kind import Kind
from tenants.records.protections import FILE_DECISIONS


class FileDecisionKind(LabelledEnum):
    """What is to be decided."""

    CONFIRM_DE_FACTO = "CONFIRM_DE_FACTO", "确认事实无人抚养", "Confirm that the child is de facto unattended"
    END_DE_FACTO = "END_DE_FACTO", "终止事实无人抚养", "No longer de facto unattended"
    CONSENT_AT_14 = "CONSENT_AT_14", "满十四周岁，由本人同意", "14: the child consents itself"
    CATEGORY_AT_16 = "CATEGORY_AT_16", "满十六周岁，类别终止", "16: left behind and migrant end"
    FILE_AT_18 = "FILE_AT_18", "满十八周岁，结案", "18: the file is closed"
    CLOSE_WITHOUT_CATEGORY = "CLOSE_WITHOUT_CATEGORY", "已无类别，建议结案", "Close: no category is left"
    ASSESS = "ASSESS", "风险评估到期", "Assess the risk again"
    TELL_OF_DELEGATION = "TELL_OF_DELEGATION", "委托照护待书面告知", "Tell school and village of the delegation"
    RENEW_DELEGATION = "RENEW_DELEGATION", "委托照护到期", "The delegation runs out"
    DECIDE_PAIRING = (
        "DECIDE_PAIRING",
        "爱心妈妈审核到期，结对是否继续",
        "Her screening runs out: does the pairing go on",
    )
    TAKE_DOWN_PHOTO = "TAKE_DOWN_PHOTO", "照片已无同意，须停用", "Take down a photo: it is not consented to any more"
    ANSWER_ENQUIRY = "ANSWER_ENQUIRY", "答复查档询问", "Answer another branch's enquiry"


FILE_DECISION = Kind(
    name="FileDecision",
    zh="待办认定",
    noun="file decision",
    nouns="file decisions",
    description="Something to be decided about a child's file; it is listed 30 days before, and until it is done.",
    protection=FILE_DECISIONS,
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "decision": choice("事项", FileDecisionKind, required=True, filter=True),
        "due_on": day("到期日期", future=True, required=True, filter=True, order=True),
        "pairing": reference(
            "结对", "Pairing", "pairing_id", hides=True, description="The pairing that is to be decided about."
        ),
        "attachment": reference(
            "附件", "Attachment", "attachment_id", hides=True, description="The photo that is to be taken down."
        ),
    },
    history=False,
    read_only=True,
    descriptions={"tenant": "The tenant that keeps the child's file."},
)
