"""The rules of a project's budget: lines until it is approved, and after that changes that the donor agreed to."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, select

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.kinds.table import table_of
from tenants.reading.json import literal
from tenants.records.budget.kind import BUDGET_CHANGE, BUDGET_LINE
from tenants.records.project import PROJECT
from tenants.records.project_step.kind import PROJECT_STEP, ProjectStage, StepState
from tenants.records.project_step.rules import OF_RUNNING, fill_out_decision
from tenants.writing.changes import add, change, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_not_own_content

LINE = BUDGET_LINE.form("amount", "matching", "detail")
CHANGE = BUDGET_CHANGE.form("project", "from_line", "to_line", "amount", "reason", "donor_consent", "consented_on")
DECISION = {**BUDGET_CHANGE.form("state", "decided_on", required=True), **BUDGET_CHANGE.form("opinion")}


def is_not_submitted(row: FromClause) -> ColumnElement[bool]:
    """The project's approval was not asked for, or was rejected: what is decided on is what was shown."""
    step = table_of(PROJECT_STEP).alias()
    asked = and_(
        step.c.project_id == row.c.project_id,
        step.c.step == literal(ProjectStage.APPROVAL),
        step.c.state != literal(StepState.REJECTED),
    )
    return not_(exists(select(step.c.id).where(asked).correlate_except(step)))


@updates(BUDGET_LINE, LINE, Verb.ENTER, standing=(OF_RUNNING, Standing(is_not_submitted, ProblemCode.ALREADY_DONE)))
async def update_budget_line(writing: Writing, values: Values) -> UUID:
    """Changes what is given of a line, as long as nobody was asked to approve the project."""
    found = await update_budget_line.find(writing, values)
    return await change(writing, record_of(BUDGET_LINE), found, fill_out(LINE, values))


@adds(BUDGET_CHANGE, CHANGE, "Money of a project of yours that is to be spent on another purpose.", Verb.ENTER)
async def propose_budget_change(writing: Writing, values: Values) -> UUID:
    """Asks that money of one line be spent on another, with the donor's consent."""
    project = await find_named(writing, record_of(PROJECT), values, "project_id", ("budget_change", Verb.ENTER))
    refuse_if(project["ended_on"], ProblemCode.CLOSED, "project_id")
    kept: dict[str, Any] = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    for name in ("from_line_id", "to_line_id"):
        line = await find_named(writing, record_of(BUDGET_LINE), values, name)
        refuse_if(line["project_id"] != project["id"], ProblemCode.NOT_FOUND, name)
        kept[name] = line["id"]
    return await add(writing, record_of(BUDGET_CHANGE), values, {**kept, **fill_out(CHANGE, values)})


@ends(
    BUDGET_CHANGE,
    DECISION,
    "What is decided on it, by somebody who did not ask for it.",
    Verb.APPROVE,
    standing=(OF_RUNNING, is_not_own_content("BUDGET_CHANGE")),
    zh="审批",
)
async def decide_budget_change(writing: Writing, values: Values) -> UUID:
    """Passes or rejects a change of the budget; who rejects it says why. The lines follow."""
    found = await decide_budget_change.find(writing, values)
    columns = fill_out_decision(DECISION, values, found["consented_on"])
    return await change(writing, record_of(BUDGET_CHANGE), found, columns)


OF_LINES = (update_budget_line,)
OF_CHANGES = (propose_budget_change, decide_budget_change)
