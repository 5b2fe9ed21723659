"""What an entry of a fund's ledger is."""

from decimal import Decimal

from sqlalchemy import BigInteger

from tenants.access.scope import Verb
from tenants.enums import LabelledEnum
from tenants.kinds.field import choice, day, flag, internal, money, number, reference, text
from tenants.kinds.indicator import Grain, Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Kind, Many, One
from tenants.kinds.ordinary import Create
from tenants.records.protections import LEDGER


class DonationKind(LabelledEnum):
    """What was given; goods and services by their value."""

    MONEY = "MONEY", "资金", "Money"
    GOODS = "GOODS", "物资", "Goods"
    SERVICE = "SERVICE", "服务", "Services"


class Interest(LabelledEnum):
    """What was declared of ties between who gives, or manages what is given, and whom it goes to."""

    NONE = "NONE", "无利害关系", "None"
    DECLARED = "DECLARED", "存在利害关系", "There are some"


DONATION = Kind(
    name="Donation",
    zh="捐赠",
    noun="donation",
    nouns="donations",
    description="An entry in a fund's ledger; a correction is an entry that reverses another.",
    protection=LEDGER,
    under="project",
    fields={
        "project": reference(
            "项目", "Project", "project_id", required=True, description="The project whose fund it went to."
        ),
        "received_on": day("到账日期", required=True, in_summary=True, filter=True, order=True),
        "amount": money(
            "金额（元）",
            Decimal("0.01"),
            required=True,
            in_summary=True,
            filter=True,
            order=True,
            description="Negative in an entry that reverses another.",
        ),
        "fund": reference(
            "基金", "Fund", "fund_id", hides=True, description="The fund it went to; else the project's own account."
        ),
        "kind": choice("类型", DonationKind, required=True, default=DonationKind.MONEY, in_summary=True, filter=True),
        "item": text("物品或服务", 200, description="What was given, unless it is money."),
        "quantity": number("数量", 1, 1_000_000),
        "valuation_basis": text("计价依据", 200, description="By what its value was set, unless it is money."),
        "restriction": text("捐赠意愿", 500, description="What the donor gave it for, in the donor's words."),
        "bill_number": text("票据号码", 50, description="Of the fiscal authority's own bill."),
        "anonymous": flag("匿名", required=True, default=False, description="The donor is not to be named in public."),
        "donor": text("捐赠方", 100, hint="In words, where it is on no register."),
        "donor_organization": reference(
            "捐赠单位",
            "Organization",
            "donor_organization_id",
            hides=True,
            in_summary=False,
            description="The organisation that gave it, if it is on a register.",
        ),
        "interest": choice("利害关系申报", Interest, description="Not asked for yet, if empty."),
        "interest_note": text("利害关系说明", 500, description="Which ties there are: needed where some are declared."),
        "note": text("备注", 1000),
        "reverses": reference(
            "冲正的条目", "Donation", "reverses_id", in_forms=False, description="The entry that this one reverses."
        ),
        "counted_in": internal(BigInteger(), required=False),
    },
    relations={
        "reversed_by": One("Donation", "reverses_id", "The entry that reverses this one."),
        "milestones": Many("Milestone", "donation_id", "What its donor is told, and by when."),
    },
    ordinary=(
        Create(
            "Enters money into the fund of a project.",
            "Money into the fund of a project.",
            prefix="record",
            verb=Verb.ENTER,
        ),
    ),
    indicators=(
        Indicator(
            "funds_raised",
            IndicatorType.FLOW,
            "筹集善款（元）",
            "Funds raised (yuan)",
            "donations less reversals",
            money=True,
            grain=Grain.DAY,
            by_record=(
                RecordBreakdown("funds_raised_by_project", "project"),
                RecordBreakdown("funds_raised_by_programme", "programme", of="funds_raised_by_project"),
            ),
        ),
    ),
    descriptions={
        "by_id": "An entry of a ledger by its id.",
        "in_scope": "The entries in your scope.",
        "kept": "The ledger of the projects kept here and below.",
    },
)
