"""基金、专项: money that an organisation holds for a branch, perhaps for one purpose alone."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Numeric

from tenants.enums import LabelledEnum
from tenants.errors import ProblemCode
from tenants.kinds.field import TENANT, Field, choice, day, derived, reference, text
from tenants.kinds.kind import Closing, Kind, Many
from tenants.kinds.ordinary import Close, Create, Update
from tenants.reading.json import number
from tenants.records.protections import SHARED_WORK
from tenants.records.spending import SpendingPurpose
from tenants.writing.standing import Standing


class FundClosing(LabelledEnum):
    """Why a fund was closed."""

    SPENT = "SPENT", "资金使用完毕", "Spent"
    MERGED = "MERGED", "合并", "Merged"
    ENTERED_IN_ERROR = "ENTERED_IN_ERROR", "录入有误", "Entered in error"


def balance(zh: str, description: str) -> Field:
    """Yuan, kept by the database from all that came in and went out, and never below zero."""
    return replace(derived(zh, Decimal, description=description), column=Numeric(20, 2))


EMPTY = Standing(lambda row: row.c.balance == number(0), ProblemCode.NOT_EMPTY)

FUND = Kind(
    name="Fund",
    zh="基金",
    noun="fund",
    nouns="funds",
    description="Money that an organisation holds for a branch, perhaps for one purpose alone.",
    protection=SHARED_WORK,
    fields={
        "name": text("名称", 100, required=True, filter=True, order=True),
        "holder": reference(
            "管理单位", "Organization", "holder_id", hides=True, description="The foundation whose account it is in."
        ),
        "restriction": choice(
            "限定用途", SpendingPurpose, filter=True, description="The one purpose that it may be spent on, if it has."
        ),
        "area": reference(
            "限定地区",
            TENANT,
            "area_code",
            hides=True,
            description="Subsidies out of it are for children on file there or below, if it is for one place alone.",
        ),
        "filing_number": text("备案编号", 50),
        "opened_on": day("设立日期", required=True, filter=True, order=True),
        "balance": balance("余额（元）", "Donations less what was paid out and not reversed."),
        "closed_on": day("撤销日期"),
        "closed_reason": choice("撤销原因", FundClosing),
    },
    relations={
        "donations": Many("Donation", "fund_id", "What came into it."),
        "remainders_received": Many("RemainderTransfer", "to_fund_id", "What was left of projects, and comes to it."),
        "disbursements": Many("Disbursement", "fund_id", "What organisations were paid from it."),
    },
    closing=Closing(after="opened_on", filter=True),
    ordinary=(
        Create("Sets up a fund of the tenant.", "A fund of a tenant."),
        Update(),
        Close("Closes a fund in which nothing is left.", "The end of a fund.", standing=(EMPTY,)),
    ),
    descriptions={"in_scope": "The funds of your scope, and those of the branches above it."},
)
