"""What a step of a screening is, and the requirement that there is one."""

from sqlalchemy import ColumnElement, FromClause

from tenants.access.scope import Scope
from tenants.database.actor_sql import CARING_MOTHER
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, number, reference, text, texts
from tenants.kinds.kind import Closing, Kind
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.record import Subject
from tenants.records.caring_mother.enums import Recruitment
from tenants.records.protections import CLEARANCE, CLEARANCE_RULES


class ClearanceStepKind(LabelledEnum):
    """A step of a screening, in the usual order."""

    APPLICATION = "APPLICATION", "申请与单位推荐", "Application, recommended by her unit"
    IDENTITY = "IDENTITY", "身份核验", "Identity"
    DECLARATION = "DECLARATION", "无犯罪、无开除公职承诺", "Declaration: no conviction, no dismissal"
    NO_OFFENCE = "NO_OFFENCE", "违法犯罪记录查询", "Enquiry about offences, made by the unit"
    HEALTH = "HEALTH", "健康说明", "Health statement"
    INTERVIEW = "INTERVIEW", "面谈", "Interview by two"
    TRAINING = "TRAINING", "岗前培训", "Training"
    COMMITMENT = "COMMITMENT", "签订承诺书", "Signed commitment"
    PUBLIC_NOTICE = "PUBLIC_NOTICE", "公示", "Public notice"


class StepOutcome(LabelledEnum):
    """What came of a step."""

    PASSED = "PASSED", "通过", "Passed"
    FAILED = "FAILED", "未通过", "Failed"


class RequirementClosing(LabelledEnum):
    """Why a step is no longer required."""

    NO_LONGER_REQUIRED = "NO_LONGER_REQUIRED", "不再要求", "No longer required"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def is_own(row: FromClause) -> ColumnElement[bool]:
    return row.c.caring_mother_id == CARING_MOTHER


CLEARANCE_REQUIREMENT = Kind(
    name="ClearanceRequirement",
    zh="审核步骤要求",
    noun="clearance requirement",
    nouns="clearance requirements",
    description="A step that whoever is recruited in a way has to pass, in the tenant that requires it and below.",
    protection=CLEARANCE_RULES,
    fields={
        "recruited_through": choice("招募来源", Recruitment, required=True, filter=True),
        "step": choice("审核步骤", ClearanceStepKind, required=True, filter=True),
        "position": number("次序", 1, 20, required=True, description="A step is taken after those of lower positions."),
        "due_days": number("办理期限（天）", 1, 365, description="In how many days after the application it is due."),
        "opened_on": day("启用日期", required=True, description="From this day on it is asked for."),
        "closed_on": day("停用日期"),
        "closed_reason": choice("停用原因", RequirementClosing),
    },
    closing=Closing(after="opened_on", filter=True),
    ordinary=(
        Create("Requires a step, in the tenant and below.", "A step that is to be required."),
        Update("Corrects what is given."),
        Close("Requires a step no longer.", "The end of a requirement."),
    ),
)
CLEARANCE_STEP = Kind(
    name="ClearanceStep",
    zh="审核步骤",
    noun="clearance step",
    nouns="clearance steps",
    description="One step of a screening, never changed: a later one of the same kind stands, as long as it is valid.",
    protection=CLEARANCE,
    about=Subject("CARING_MOTHER", "caring_mother_id"),
    scopes={Scope.SELF: is_own},
    under="screening",
    fields={
        "caring_mother": reference(
            "爱心妈妈", "CaringMother", "caring_mother_id", required=True, tied=True, description="Who is screened."
        ),
        "screening": reference(
            "审核申请", "Screening", "screening_id", required=True, description="The application that it is a step of."
        ),
        "step": choice("审核步骤", ClearanceStepKind, required=True, in_summary=True, filter=True),
        "outcome": choice("结果", StepOutcome, required=True, in_summary=True, filter=True),
        "done_on": day("办理日期", required=True, in_summary=True, filter=True, order=True),
        "valid_until": day("有效期至", after="done_on", future=True, in_summary=True),
        "body": text("查询（办理）机构", 100),
        "reference_number": text("文号", 50),
        "interviewers": texts(
            "面谈人",
            100,
            hint="Their accounts, of the branch, or one above or below it; who else was there stands in the note.",
            description="The accounts of those who held it: none of them approves as well.",
        ),
        "hours": number("培训学时", 1, 200),
        "note": text("说明", 1000, sensitive=True, description="Never the details of an offence."),
    },
)
