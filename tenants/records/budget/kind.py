"""What a project may spend on each purpose, and a change of that, which the donor agreed to."""

from decimal import Decimal

from tenants.access.scope import Verb
from tenants.kinds.field import choice, day, money, reference, text
from tenants.kinds.kind import Approval, Kind
from tenants.kinds.ordinary import Create
from tenants.records.fund import balance
from tenants.records.project_step.kind import StepState
from tenants.records.protections import SPENDING
from tenants.records.spending import SpendingPurpose
from tenants.writing.standing import is_empty

BUDGET_LINE = Kind(
    name="BudgetLine",
    zh="预算科目",
    noun="budget line",
    nouns="budget lines",
    description="What a project may spend on a purpose; where it has any, it pays for nothing else.",
    protection=SPENDING,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "purpose": choice("用途", SpendingPurpose, required=True, filter=True, description="One line for each."),
        "detail": text("测算依据", 500),
        "amount": money("预算金额（元）", required=True, filter=True),
        "matching": money("其中自筹配套（元）", description="What of it the owner of the project adds itself."),
        "spent": balance("已支出（元）", "Payments for the purpose less those reversed."),
    },
    ordinary=(
        Create(
            "Adds a line to the budget of a project whose approval was not asked for yet.",
            "What a project may spend on a purpose.",
            prefix="add",
            verb=Verb.ENTER,
            standing=(is_empty("ended_on"),),
        ),
    ),
)
BUDGET_CHANGE = Kind(
    name="BudgetChange",
    zh="用途变更",
    noun="budget change",
    nouns="budget changes",
    description="Money of a project that is to be spent on another purpose: its donor agreed, somebody approves it.",
    protection=SPENDING,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "from_line": reference(
            "原用途", "BudgetLine", "from_line_id", required=True, description="The line that it is taken from."
        ),
        "to_line": reference(
            "变更后用途", "BudgetLine", "to_line_id", required=True, description="The line that it is added to."
        ),
        "amount": money("金额（元）", Decimal("0.01"), required=True, filter=True),
        "reason": text("变更理由", 1000, required=True),
        "donor_consent": text(
            "捐赠人同意", 500, required=True, description="Who of the donors agreed, and where that is kept."
        ),
        "consented_on": day("同意日期", required=True, filter=True, order=True),
        "state": choice("审核结果", StepState, required=True, filter=True, in_forms=False),
        "decided_on": day("审核日期", in_forms=False),
        "opinion": text("审核意见", 1000, in_forms=False),
    },
    approval=Approval(
        "state",
        content=("from_line", "to_line", "amount", "reason", "donor_consent", "consented_on"),
        pending=StepState.SUBMITTED,
        approved=StepState.PASSED,
        rejected=StepState.REJECTED,
        terms=("decided_on", "opinion"),
    ),
)
