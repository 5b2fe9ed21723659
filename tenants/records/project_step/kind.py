"""What a step of a project is: what was submitted, with its evidence, and what somebody else decided on it."""

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, number, reference, text
from tenants.kinds.kind import Approval, Kind
from tenants.records.protections import SPENDING


class ProjectStage(LabelledEnum):
    """The steps of a project, in their order; after its agreement it is started."""

    CALL = "CALL", "征集公告", "Call"
    APPLICATION = "APPLICATION", "申报", "Application"
    DESK_REVIEW = "DESK_REVIEW", "书面评审", "Desk review"
    DEFENCE = "DEFENCE", "现场答辩", "Defence"
    APPROVAL = "APPROVAL", "立项审批", "Approval"
    AGREEMENT = "AGREEMENT", "签订协议", "Agreement"
    MID_TERM = "MID_TERM", "中期检查", "Mid-term check"
    ACCEPTANCE = "ACCEPTANCE", "结项验收", "Acceptance"
    CLOSING = "CLOSING", "结项", "Closing"


class StepState(LabelledEnum):
    """What was decided on a step."""

    SUBMITTED = "SUBMITTED", "待审核", "Submitted"
    PASSED = "PASSED", "通过", "Passed"
    REJECTED = "REJECTED", "未通过", "Rejected"


PROJECT_STEP = Kind(
    name="ProjectStep",
    zh="项目环节",
    noun="project step",
    nouns="project steps",
    description="A step of a project: what was submitted, with its evidence, and what somebody else decided on it.",
    protection=SPENDING,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "step": choice("环节", ProjectStage, required=True, filter=True),
        "submitted_on": day("提交日期", required=True, filter=True, order=True),
        "summary": text("主要内容", 4000),
        "evidence": text(
            "佐证材料", 1000, required=True, description="Where what proves it is kept: minutes, a contract, an audit."
        ),
        "score": number("评分", 0, 100, hint="Needed of reviews, the defence and the acceptance."),
        "state": choice("审核结果", StepState, required=True, filter=True, in_forms=False),
        "decided_on": day("审核日期", in_forms=False),
        "opinion": text("审核意见", 1000, in_forms=False),
    },
    approval=Approval(
        "state",
        content=("step", "submitted_on", "summary", "evidence", "score"),
        pending=StepState.SUBMITTED,
        approved=StepState.PASSED,
        rejected=StepState.REJECTED,
        terms=("decided_on", "opinion"),
    ),
)
