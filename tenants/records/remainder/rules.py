"""The rules of what is left of a project: nothing of it goes anywhere before the project is over, or twice."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_, select

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.kinds.table import table_of
from tenants.reading.json import literal
from tenants.records.fund import FUND
from tenants.records.project import PROJECT
from tenants.records.project_step.kind import PROJECT_STEP, ProjectStage, StepState
from tenants.records.project_step.rules import fill_out_decision
from tenants.records.remainder.kind import REMAINDER_TRANSFER
from tenants.writing.changes import add, change, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty, is_in, is_not_own_content

FORM = REMAINDER_TRANSFER.form("project", "to_project", "to_fund", "amount", "basis", "reason", "proposed_on")
REVERSAL = REMAINDER_TRANSFER.form("reversed_on", "reversed_reason", required=True)
DECISION = {**REMAINDER_TRANSFER.form("state", "decided_on", required=True), **REMAINDER_TRANSFER.form("opinion")}


def is_over(row: FromClause) -> ColumnElement[bool]:
    """The project has ended, or its acceptance was passed: it is closed with nothing left."""
    step = table_of(PROJECT_STEP).alias()
    accepted = and_(
        step.c.project_id == row.c.id,
        step.c.step == literal(ProjectStage.ACCEPTANCE),
        step.c.state == literal(StepState.PASSED),
    )
    return or_(row.c.ended_on.is_not(None), exists(select(step.c.id).where(accepted).correlate_except(step)))


@adds(
    REMAINDER_TRANSFER,
    FORM,
    "Money left of a project of yours that is over.",
    Verb.ENTER,
    standing=(Standing(is_over, ProblemCode.STEPS_MISSING),),
    zh="申请划转余款",
)
async def propose_remainder_transfer(writing: Writing, values: Values) -> UUID:
    """Asks that what is left go to another project, or to a fund, of the same tenant."""
    project = await propose_remainder_transfer.find_parent(writing, PROJECT, values)
    refuse_if(
        values.get("to_project_id") is None and values.get("to_fund_id") is None, ProblemCode.REQUIRED, "to_project_id"
    )
    kept: dict[str, Any] = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    for name, kind, closed in (("to_project_id", PROJECT, "ended_on"), ("to_fund_id", FUND, "closed_on")):
        if values.get(name) is not None:
            target = await find_named(writing, record_of(kind), values, name)
            refuse_if(target["tenant_code"] != project["tenant_code"], ProblemCode.NOT_FOUND, name)
            refuse_if(target[closed], ProblemCode.CLOSED, name)
            kept[name] = target["id"]
    refuse_if("to_project_id" in kept and "to_fund_id" in kept, ProblemCode.MALFORMED, "to_fund_id")
    return await add(writing, record_of(REMAINDER_TRANSFER), values, {**fill_out(FORM, values), **kept})


@ends(
    REMAINDER_TRANSFER,
    DECISION,
    "What is decided on it, by somebody who did not ask for it.",
    Verb.APPROVE,
    standing=(is_in("state", StepState.SUBMITTED), is_not_own_content("REMAINDER_TRANSFER")),
    zh="审批",
)
async def decide_remainder_transfer(writing: Writing, values: Values) -> UUID:
    """Passes or rejects it; who rejects it says why. What is passed is in the other account from that day."""
    found = await decide_remainder_transfer.find(writing, values)
    columns = fill_out_decision(DECISION, values, found["proposed_on"])
    return await change(writing, record_of(REMAINDER_TRANSFER), found, columns)


@ends(
    REMAINDER_TRANSFER,
    REVERSAL,
    "The reversal of what was passed in error.",
    Verb.ENTER,
    standing=(
        is_in("state", StepState.PASSED, ProblemCode.NOT_APPROVED),
        is_empty("reversed_on", ProblemCode.ALREADY_DONE),
    ),
    zh="冲正",
)
async def reverse_remainder_transfer(writing: Writing, values: Values) -> UUID:
    """Takes it back in full, with a reason, as far as the other account still covers it."""
    found = await reverse_remainder_transfer.find(writing, values)
    columns = fill_out(REVERSAL, values)
    refuse_if(columns["reversed_on"] < found["decided_on"], ProblemCode.OUT_OF_ORDER, "reversed_on")
    return await change(writing, record_of(REMAINDER_TRANSFER), found, columns)


RULES = (propose_remainder_transfer, decide_remainder_transfer, reverse_remainder_transfer)
