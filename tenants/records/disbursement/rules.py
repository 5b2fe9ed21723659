"""The rules of payments to organisations: requested, approved by another person, paid, and reversed whole."""

from typing import Any
from uuid import UUID

import asyncpg

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.division import end_of
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.disbursement.kind import DISBURSEMENT
from tenants.records.fund import FUND
from tenants.records.organization import ORGANIZATION
from tenants.records.project import PROJECT
from tenants.records.spending import Decision, SpendingState
from tenants.writing.changes import add, change, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_filled, is_in, is_of_another

REQUEST = DISBURSEMENT.form("project", "fund", "payee", "purpose", "amount", "requested_on", "note")
DECISION = {
    **DISBURSEMENT.form("decision", "decided_on", required=True),
    **DISBURSEMENT.form("decision_reason"),
}
PAYMENT = {**DISBURSEMENT.form("paid_on", required=True), **DISBURSEMENT.form("receipt_number")}
REQUESTED_BY_ANOTHER = (is_in("state", SpendingState.REQUESTED), is_of_another("created_by"))
REVERSAL = {
    "disbursement_id": DISBURSEMENT.fields["reverses"].with_options(required=True),
    "paid_on": DISBURSEMENT.fields["paid_on"].with_options(required=True, hint="The day of the reversal."),
    "note": DISBURSEMENT.fields["note"],
}


@adds(
    DISBURSEMENT,
    REQUEST,
    "A payment for a project of yours.",
    Verb.ENTER,
    standing=(is_empty("ended_on"),),
    zh="申请支出",
)
async def request_disbursement(writing: Writing, values: Values) -> UUID:
    """Asks for a payment, out of a fund of the same tenant that allows its purpose, or the project's own account."""
    project = await request_disbursement.find_parent(writing, PROJECT, values)
    payee = await find_named(writing, record_of(ORGANIZATION), values, "payee_id")
    refuse_if(payee["closed_on"], ProblemCode.CLOSED, "payee_id")
    columns = fill_out(REQUEST, values)
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"], "payee_id": payee["id"]}
    if values.get("fund_id") is not None:
        kept["fund_id"] = await find_fund(writing, values, columns["purpose"], tenant=project["tenant_code"])
    return await add(writing, record_of(DISBURSEMENT), values, {**kept, **columns})


async def find_fund(
    writing: Writing, values: Values, purpose: str, *, tenant: int | None = None, place: int | None = None
) -> UUID:
    """The id of an open fund, of the tenant if one is given, that may be spent on the purpose, and in the place."""
    fund = await find_named(writing, record_of(FUND), values, "fund_id")
    refuse_if(tenant is not None and fund["tenant_code"] != tenant, ProblemCode.NOT_FOUND, "fund_id")
    refuse_if(fund["closed_on"], ProblemCode.CLOSED, "fund_id")
    refuse_if(fund["restriction"] not in (None, purpose), ProblemCode.RESTRICTED, "fund_id")
    area = fund["area_code"]
    refuse_if(area and place and not area <= place < end_of(area), ProblemCode.RESTRICTED, "fund_id")
    found: UUID = fund["id"]
    return found


@ends(
    DISBURSEMENT,
    DECISION,
    "What is decided on a request, by somebody who did not make it.",
    Verb.APPROVE,
    standing=REQUESTED_BY_ANOTHER,
    zh="审批",
)
async def decide_disbursement(writing: Writing, values: Values) -> UUID:
    """Approves or rejects a request; who rejects it says why."""
    found = await decide_disbursement.find(writing, values)
    return await change(writing, record_of(DISBURSEMENT), found, decided(found, fill_out(DECISION, values)))


def decided(found: asyncpg.Record, columns: dict[str, Any]) -> dict[str, Any]:
    """The decision on what was asked for. Raises Rejected."""
    unexplained = columns["decision"] == Decision.REJECTED and columns.get("decision_reason") is None
    refuse_if(unexplained, ProblemCode.REQUIRED, "decision_reason")
    refuse_if(columns["decided_on"] < found["requested_on"], ProblemCode.OUT_OF_ORDER, "decided_on")
    return columns


@ends(
    DISBURSEMENT,
    PAYMENT,
    "The payment of what was approved.",
    Verb.ENTER,
    standing=(is_in("state", SpendingState.APPROVED, ProblemCode.NOT_APPROVED),),
    zh="登记支付",
)
async def pay_disbursement(writing: Writing, values: Values) -> UUID:
    """Records the payment of what was approved, as far as the account covers it."""
    found = await pay_disbursement.find(writing, values)
    columns = fill_out(PAYMENT, values)
    refuse_if(columns["paid_on"] < found["decided_on"], ProblemCode.OUT_OF_ORDER, "paid_on")
    return await change(writing, record_of(DISBURSEMENT), found, columns)


@adds(
    DISBURSEMENT,
    REVERSAL,
    "A payment to be reversed in full.",
    Verb.ENTER,
    standing=(is_filled("paid_on", ProblemCode.NOT_APPROVED), is_empty("reverses_id", ProblemCode.NOT_APPROVED)),
    zh="冲销支出",
)
async def reverse_disbursement(writing: Writing, values: Values) -> UUID:
    """Enters the reversal of a payment, once; figures count it on the day of the reversal."""
    paid = await reverse_disbursement.find_parent(writing, DISBURSEMENT, values)
    columns = fill_out(REVERSAL, values)
    refuse_if(columns["paid_on"] < paid["paid_on"], ProblemCode.OUT_OF_ORDER, "paid_on")
    kept = {name: paid[name] for name in ("tenant_code", "project_id", "fund_id", "payee_id", "purpose")}
    on = {"requested_on": columns["paid_on"], "decision": Decision.APPROVED, "decided_on": columns["paid_on"]}
    reversal = {**kept, **on, **columns, "amount": -paid["amount"], "reverses_id": paid["id"]}
    return await add(writing, record_of(DISBURSEMENT), values, reversal)


RULES = (request_disbursement, decide_disbursement, pay_disbursement, reverse_disbursement)
