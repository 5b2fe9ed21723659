"""What a payment to an organisation is: requested, approved by somebody else, paid; a correction reverses it."""

from decimal import Decimal

from sqlalchemy import BigInteger

from tenants.kinds.field import choice, day, derived, internal, money, reference, text
from tenants.kinds.indicator import Grain, Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Kind, One
from tenants.records.protections import SPENDING
from tenants.records.spending import Decision, SpendingPurpose, SpendingState

DISBURSEMENT = Kind(
    name="Disbursement",
    zh="支出",
    noun="disbursement",
    nouns="disbursements",
    description="Money for a project, paid to an organisation; nothing of it is changed once it was requested.",
    protection=SPENDING,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project it is paid for."),
        "fund": reference(
            "基金", "Fund", "fund_id", hides=True, description="The fund it comes from; else the project's own account."
        ),
        "payee": reference(
            "收款单位", "Organization", "payee_id", required=True, hides=True, description="Who is paid."
        ),
        "purpose": choice("用途", SpendingPurpose, required=True, filter=True),
        "amount": money(
            "金额（元）",
            Decimal("0.01"),
            required=True,
            filter=True,
            order=True,
            description="Negative in an entry that reverses another.",
        ),
        "note": text("说明", 1000),
        "requested_on": day("申请日期", required=True, filter=True, order=True),
        "state": derived("状态", SpendingState, filter=True),
        "decision": choice("审批意见", Decision, in_forms=False),
        "decided_on": day("审批日期", in_forms=False),
        "decision_reason": text("审批说明", 500, in_forms=False),
        "paid_on": day("支付日期", filter=True, order=True, in_forms=False),
        "receipt_number": text("票据号码", 50, in_forms=False),
        "reverses": reference(
            "冲正的支出", "Disbursement", "reverses_id", in_forms=False, description="What this one reverses."
        ),
        "counted_in": internal(BigInteger(), required=False),
    },
    relations={"reversed_by": One("Disbursement", "reverses_id", "What reverses this one.")},
    indicators=(
        Indicator(
            "funds_spent",
            IndicatorType.FLOW,
            "支出善款（元）",
            "Funds spent (yuan)",
            "what was paid to organisations and as subsidies, less reversals",
            money=True,
            grain=Grain.DAY,
            by_record=(
                RecordBreakdown("funds_spent_by_project", "project"),
                RecordBreakdown("funds_spent_by_programme", "programme", of="funds_spent_by_project"),
            ),
        ),
        Indicator(
            "management_spent",
            IndicatorType.FLOW,
            "管理费用（元）",
            "Spent on management (yuan)",
            "what of it was paid for management, less reversals",
            money=True,
            grain=Grain.DAY,
        ),
    ),
)
