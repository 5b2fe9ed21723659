"""享受救助: an aid that a child receives, from one day until another."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.record import Subject
from tenants.records.keeping import OPEN_FILE
from tenants.records.protections import CHILD_FILE


class BenefitKind(LabelledEnum):
    """Which aid a child receives."""

    SUBSISTENCE_ALLOWANCE = "SUBSISTENCE_ALLOWANCE", "最低生活保障", "Subsistence allowance"
    LOW_INCOME_MARGIN = "LOW_INCOME_MARGIN", "低保边缘家庭救助", "Aid to a family of low income"
    EXTREME_HARDSHIP = "EXTREME_HARDSHIP", "特困人员救助供养", "Support in extreme hardship"
    ORPHAN_ALLOWANCE = "ORPHAN_ALLOWANCE", "孤儿基本生活保障", "Orphan's allowance"
    DE_FACTO_UNATTENDED_ALLOWANCE = (
        "DE_FACTO_UNATTENDED_ALLOWANCE",
        "事实无人抚养儿童基本生活保障",
        "Allowance of the de facto unattended",
    )
    DISABILITY_ALLOWANCE = "DISABILITY_ALLOWANCE", "残疾人两项补贴", "Disability allowances"
    MEDICAL_ASSISTANCE = "MEDICAL_ASSISTANCE", "医疗救助", "Medical assistance"
    REHABILITATION_ASSISTANCE = "REHABILITATION_ASSISTANCE", "残疾儿童康复救助", "Rehabilitation assistance"
    STUDENT_AID = "STUDENT_AID", "教育资助", "Student aid"
    TEMPORARY_ASSISTANCE = "TEMPORARY_ASSISTANCE", "临时救助", "Temporary assistance"
    OTHER = "OTHER", "其他", "Other"


class BenefitEnding(LabelledEnum):
    """Why a child no longer receives an aid."""

    EXPIRED = "EXPIRED", "期满", "It ran out"
    NO_LONGER_ELIGIBLE = "NO_LONGER_ELIGIBLE", "不再符合条件", "No longer eligible"
    REPLACED = "REPLACED", "转为其他救助", "Replaced by another aid"
    RENOUNCED = "RENOUNCED", "自愿放弃", "Renounced"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


BENEFIT = Kind(
    name="Benefit",
    zh="享受救助",
    noun="benefit",
    nouns="benefits",
    description="An aid that a child receives, from one day until another.",
    protection=CHILD_FILE,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "kind": choice("救助类型", BenefitKind, required=True, in_summary=True, filter=True),
        "detail": text("具体项目", 200, description="What it is called, and how much it is."),
        "from_on": day("享受起始日期", required=True, in_summary=True, filter=True, order=True),
        "granted_until": day(
            "核定期至", after="from_on", future=True, description="Until when it was granted, if that was said."
        ),
        "until_on": day("停止享受日期", in_summary=True),
        "ended_reason": choice("停止原因", BenefitEnding, in_summary=True),
    },
    closing=Closing("until_on", "ended_reason", after="from_on", filter=True),
    ordinary=(
        Create("Records an aid that a child receives.", "An aid that a child receives.", "record", standing=OPEN_FILE),
        Update("Corrects what is given."),
        Close("Ends a benefit from a day on.", "The end of a benefit.", prefix="end"),
    ),
)
