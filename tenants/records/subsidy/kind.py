"""What a subsidy is: of the child's file, and decided by the branch whose fund it comes from."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import BigInteger

from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, derived, internal, money, person_name, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType
from tenants.kinds.kind import Kind
from tenants.reading.record import Subject
from tenants.records.protections import SUBSIDY as SUBSIDIES
from tenants.records.spending import Decision, SpendingState
from tenants.records.target.kind import check_period


class HardshipKind(LabelledEnum):
    """What a child is in need of."""

    LIVING = "LIVING", "生活困难", "Living"
    EDUCATION = "EDUCATION", "就学困难", "Education"
    MEDICAL = "MEDICAL", "医疗困难", "Medical"
    DISABILITY = "DISABILITY", "残疾康复", "Disability"
    DISASTER = "DISASTER", "突发灾害", "Disaster"
    OTHER = "OTHER", "其他困难", "Other"


SUBSIDY = Kind(
    name="Subsidy",
    zh="困难补助",
    noun="subsidy",
    nouns="subsidies",
    description="Money for one child in hardship: applied for, approved by whose fund it is, and paid.",
    protection=SUBSIDIES,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "fund": reference("基金", "Fund", "fund_id", required=True, hides=True, description="The fund it comes from."),
        "hardship_kind": choice("困难类型", HardshipKind, required=True, in_summary=True, filter=True),
        "period": replace(
            text(
                "补助期间",
                7,
                required=True,
                in_summary=True,
                erased="period",
                description="A month, quarter, half-year or year, such as 2026-H1.",
            ),
            check=check_period,
        ),
        "amount": money("金额（元）", Decimal("0.01"), required=True, in_summary=True, filter=True, order=True),
        "reason": text("申请理由", 1000),
        "requested_on": day("申请日期", required=True, in_summary=True, filter=True, order=True),
        "state": derived("状态", SpendingState, in_summary=True, filter=True),
        "decision": choice("审批意见", Decision, in_summary=True, in_forms=False),
        "decided_on": day("审批日期", in_summary=True, in_forms=False),
        "decision_reason": text("审批说明", 500, in_forms=False),
        "notice_until": day(
            "公示期至",
            future=True,
            in_summary=True,
            in_forms=False,
            description="Until this day the approval is published, without the child's name; it is paid later.",
        ),
        "paid_on": day("发放日期", in_summary=True, filter=True, order=True, in_forms=False),
        "received_by": person_name("签收人", in_forms=False),
        "reversed_on": day("冲正日期", in_summary=True, in_forms=False),
        "reversed_reason": text("冲正原因", 500, in_forms=False),
        "fund_code": internal(BigInteger()),
    },
    indicators=(
        Indicator(
            "subsidies",
            IndicatorType.FLOW,
            "发放补助（人次）",
            "Subsidies paid",
            "subsidies paid, less those reversed",
            persons=True,
        ),
    ),
    descriptions={
        "kept": "The subsidies of the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
