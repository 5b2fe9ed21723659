"""The rules of subsidies: applied for by who keeps the file, approved by whose fund it is, paid after the notice."""

from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, exists, func, select

from tenants.access.scope import Verb
from tenants.database.actor_sql import LOW
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.kinds.table import table_of
from tenants.records.child.kind import CHILD
from tenants.records.disbursement.rules import REQUESTED_BY_ANOTHER, decided, find_fund
from tenants.records.fund import FUND
from tenants.records.keeping import ON_FILE
from tenants.records.spending import Decision, SpendingPurpose, SpendingState
from tenants.records.subsidy.kind import SUBSIDY
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.rule import Changed, Values
from tenants.writing.standing import Standing, is_in

APPLICATION = SUBSIDY.form("child", "fund", "hardship_kind", "period", "amount", "requested_on", "reason")
DECISION = {
    **SUBSIDY.form("decision", "decided_on", required=True),
    **SUBSIDY.form("decision_reason", "notice_until"),
}
PAYMENT = SUBSIDY.form("paid_on", "received_by", required=True)
REVERSAL = SUBSIDY.form("reversed_on", "reversed_reason", required=True)
# Whatever day is given, it is not after the notice yet.
NOTICE_OVER = Standing(lambda row: row.c.notice_until < func.today(), ProblemCode.OUT_OF_ORDER, "paid_on")
ELSEWHERE = "select is_subsidised_elsewhere($1, $2, $3, $4) as held"


@adds(
    SUBSIDY,
    APPLICATION,
    "A subsidy for a child whose file you keep.",
    standing=ON_FILE,
    zh="申请补助",
)
async def apply_for_subsidy(writing: Writing, values: Values) -> Changed:
    """Applies for a subsidy out of your own fund or one above; the same from another fund is told, and by whom is not.

    The database refuses a second one of the same fund, kind and days.
    """
    child = await apply_for_subsidy.find_parent(writing, CHILD, values)
    fund = await find_fund(writing, values, SpendingPurpose.HARDSHIP_SUBSIDY, place=child["tenant_code"])
    columns = fill_out(APPLICATION, values)
    kept = {"tenant_code": child["tenant_code"], "child_id": child["id"], "fund_id": fund}
    added = await add(writing, record_of(SUBSIDY), values, {**kept, **columns})
    asked: list[object] = [child["id"], columns["hardship_kind"], columns["period"], fund]
    told = await writing.fetch_text(ELSEWHERE, asked)
    warnings = [Problem(ProblemCode.SUBSIDISED_ELSEWHERE, ("hardship_kind",))] if told and told["held"] else []
    return Changed({"subsidy": added}, warnings=warnings)


def is_of_own_fund(row: FromClause) -> ColumnElement[bool]:
    fund = table_of(FUND).alias()
    own = (fund.c.id == row.c.fund_id) & (fund.c.tenant_code == LOW)
    return exists(select(fund.c.id).where(own).correlate_except(fund))


@ends(
    SUBSIDY,
    DECISION,
    "What is decided on an application, and how long an approval is published.",
    Verb.APPROVE,
    standing=(Standing(is_of_own_fund, None), *REQUESTED_BY_ANOTHER),
    zh="审批",
)
async def decide_subsidy(writing: Writing, values: Values) -> UUID:
    """Approves or rejects an application for money of your own fund; an approval is published for some days."""
    found = await decide_subsidy.find(writing, values)
    columns = {"notice_until": None} | decided(found, fill_out(DECISION, values))
    approved = columns["decision"] == Decision.APPROVED
    refuse_if(approved and columns["notice_until"] is None, ProblemCode.REQUIRED, "notice_until")
    misplaced = columns["notice_until"] and (not approved or columns["notice_until"] < columns["decided_on"])
    refuse_if(misplaced, ProblemCode.OUT_OF_ORDER, "notice_until")
    return await change(writing, record_of(SUBSIDY), found, columns)


@ends(
    SUBSIDY,
    PAYMENT,
    "The payment of an approved subsidy, and who signed for it.",
    standing=(is_in("state", SpendingState.APPROVED, ProblemCode.NOT_APPROVED), NOTICE_OVER),
    zh="登记发放",
)
async def pay_subsidy(writing: Writing, values: Values) -> UUID:
    """Records the payment once the notice is over, as far as the fund covers it."""
    found = await pay_subsidy.find(writing, values)
    columns = fill_out(PAYMENT, values)
    refuse_if(columns["paid_on"] <= found["notice_until"], ProblemCode.OUT_OF_ORDER, "paid_on")
    return await change(writing, record_of(SUBSIDY), found, columns)


@ends(
    SUBSIDY,
    REVERSAL,
    "The reversal of a payment.",
    standing=(is_in("state", SpendingState.PAID, ProblemCode.NOT_APPROVED),),
    zh="冲正",
)
async def reverse_subsidy(writing: Writing, values: Values) -> UUID:
    """Takes a payment back into the fund, with a reason."""
    found = await reverse_subsidy.find(writing, values)
    columns = fill_out(REVERSAL, values)
    refuse_if(columns["reversed_on"] < found["paid_on"], ProblemCode.OUT_OF_ORDER, "reversed_on")
    return await change(writing, record_of(SUBSIDY), found, columns)


RULES = (apply_for_subsidy, decide_subsidy, pay_subsidy, reverse_subsidy)
