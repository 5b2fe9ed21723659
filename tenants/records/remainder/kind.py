"""What is left of a project that is over, and where it goes: proposed, and decided on by somebody else."""

from decimal import Decimal

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, money, reference, text
from tenants.kinds.kind import Approval, Kind
from tenants.records.project_step.kind import StepState
from tenants.records.protections import SPENDING


class RemainderBasis(LabelledEnum):
    """By what it is said where the money goes."""

    AS_AGREED = "AS_AGREED", "按募捐方案或捐赠协议", "As the appeal or the agreement says"
    LIKE_PURPOSE = "LIKE_PURPOSE", "用于目的相同或相近的项目", "To a like purpose, and published"


REMAINDER_TRANSFER = Kind(
    name="RemainderTransfer",
    zh="余款划转",
    noun="remainder transfer",
    nouns="remainder transfers",
    description="Money left in the account of a project that is over, given to another project or to a fund.",
    protection=SPENDING,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project that is over."),
        "to_project": reference(
            "转入项目", "Project", "to_project_id", hides=True, description="The project whose account it goes to."
        ),
        "to_fund": reference(
            "转入基金", "Fund", "to_fund_id", hides=True, description="The fund it goes to; else a project's account."
        ),
        "amount": money("金额（元）", Decimal("0.01"), required=True, filter=True),
        "basis": choice("处置依据", RemainderBasis, required=True, filter=True),
        "reason": text(
            "说明", 1000, required=True, description="What was agreed, or what is alike and where the public was told."
        ),
        "proposed_on": day("申请日期", required=True, filter=True, order=True),
        "state": choice("审核结果", StepState, required=True, filter=True, in_forms=False),
        "decided_on": day("审核日期", in_forms=False),
        "opinion": text("审核意见", 1000, in_forms=False),
        "reversed_on": day("冲正日期", in_forms=False),
        "reversed_reason": text("冲正原因", 500, in_forms=False),
    },
    approval=Approval(
        "state",
        content=("to_project", "to_fund", "amount", "basis", "reason", "proposed_on"),
        pending=StepState.SUBMITTED,
        approved=StepState.PASSED,
        rejected=StepState.REJECTED,
        terms=("decided_on", "opinion"),
    ),
)
