"""What an assessment is."""

from tenants.kinds.field import choice, day, number, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close
from tenants.reading.record import Subject
from tenants.records.child.enums import RiskLevel
from tenants.records.protections import CHILD_FILE

ASSESSMENT = Kind(
    name="Assessment",
    zh="风险评估",
    noun="assessment",
    nouns="assessments",
    description="How much is at stake for a child. The latest one is the child's level of risk.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "level": choice("风险等级", RiskLevel, required=True, filter=True, erased="level"),
        "score": number("得分", 0, 1000),
        "scheme": text("评估标准", 100),
        "urgent_sign": text(
            "紧急情形", 500, sensitive=True, description="What makes it red at once, whatever the score."
        ),
        "assessed_on": day("评估日期", required=True, in_summary=True, filter=True, order=True),
        "assessor": text("评估人", 50),
        "next_due_on": day("下次评估日期", future=True, in_summary=True, filter=True, order=True),
        "reviewer": text("复核人", 50, in_forms=False),
        "reviewed_on": day("复核日期", in_summary=True, in_forms=False),
        "withdrawn_on": day("撤销日期", in_summary=True),
        "withdrawn_reason": text("撤销原因", 200, erased="case when withdrawn_on is not null then '' end"),
    },
    closing=Closing("withdrawn_on", "withdrawn_reason", after="assessed_on"),
    ordinary=(
        Close(
            "Takes an assessment back that was made in error; the one before it holds.",
            "An assessment that was made in error.",
            prefix="withdraw",
        ),
    ),
)
