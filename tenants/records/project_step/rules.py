"""The rules of a project's steps: each is submitted once the one before it was passed, and decided by somebody else."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, not_, or_, select

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.kinds.table import table_of
from tenants.reading.json import literal
from tenants.records.project import PROJECT
from tenants.records.project_step.kind import PROJECT_STEP, ProjectStage, StepState
from tenants.writing.changes import add, change, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_not_own_content

CONTENT = PROJECT_STEP.form("submitted_on", "summary", "evidence", "score")
FORM = PROJECT_STEP.form("project", "step") | CONTENT
DECISION = {**PROJECT_STEP.form("state", "decided_on", required=True), **PROJECT_STEP.form("opinion")}


def is_of_running(row: FromClause) -> ColumnElement[bool]:
    """The project has not ended."""
    project = table_of(PROJECT).alias()
    ended = (project.c.id == row.c.project_id) & project.c.ended_on.is_not(None)
    return not_(exists(select(project.c.id).where(ended).correlate_except(project)))


def is_last(row: FromClause) -> ColumnElement[bool]:
    """It was not passed, or nothing rests on it: no later step, nor on the agreement the project's start."""
    later, project = table_of(PROJECT_STEP).alias(), table_of(PROJECT).alias()
    rests = and_(
        later.c.project_id == row.c.project_id,
        later.c.state != literal(StepState.REJECTED),
        func.step_number(later.c.step) > func.step_number(row.c.step),
    )
    started = and_(
        row.c.step == literal(ProjectStage.AGREEMENT),
        project.c.id == row.c.project_id,
        project.c.started_on.is_not(None),
    )
    rested_on = or_(
        exists(select(later.c.id).where(rests).correlate_except(later)),
        exists(select(project.c.id).where(started).correlate_except(project)),
    )
    return or_(row.c.state != literal(StepState.PASSED), not_(rested_on))


OF_RUNNING = Standing(is_of_running, ProblemCode.CLOSED)
LAST = Standing(is_last, ProblemCode.IN_USE)


@adds(PROJECT_STEP, FORM, "A step of a project of yours.", Verb.ENTER)
async def submit_project_step(writing: Writing, values: Values) -> UUID:
    """Submits the next step of a project with its evidence; one that was rejected is submitted anew."""
    project = await find_named(writing, record_of(PROJECT), values, "project_id", ("project_step", Verb.ENTER))
    refuse_if(project["ended_on"], ProblemCode.CLOSED, "project_id")
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    return await add(writing, record_of(PROJECT_STEP), values, {**kept, **fill_out(FORM, values)})


@updates(PROJECT_STEP, CONTENT, Verb.ENTER, standing=(OF_RUNNING, LAST))
async def update_project_step(writing: Writing, values: Values) -> UUID:
    """Changes what is given of a step on which no other rests; it has to be decided again."""
    found = await update_project_step.find(writing, values)
    return await change(writing, record_of(PROJECT_STEP), found, fill_out(CONTENT, values))


@ends(
    PROJECT_STEP,
    DECISION,
    "What is decided on a step, by somebody who did not submit it.",
    Verb.APPROVE,
    standing=(OF_RUNNING, LAST, is_not_own_content("PROJECT_STEP")),
    zh="审核",
)
async def decide_project_step(writing: Writing, values: Values) -> UUID:
    """Passes or rejects a step; who rejects it says why."""
    found = await decide_project_step.find(writing, values)
    columns = fill_out_decision(DECISION, values, found["submitted_on"])
    return await change(writing, record_of(PROJECT_STEP), found, columns)


def fill_out_decision(form: Fields, values: Values, since: date) -> dict[str, Any]:
    """A decision on what was submitted on a day. Raises Rejected."""
    columns = {"opinion": None} | fill_out(form, values)
    refuse_if(columns["state"] == StepState.SUBMITTED, ProblemCode.MALFORMED, "state")
    unexplained = columns["state"] == StepState.REJECTED and columns["opinion"] is None
    refuse_if(unexplained, ProblemCode.REQUIRED, "opinion")
    refuse_if(columns["decided_on"] < since, ProblemCode.OUT_OF_ORDER, "decided_on")
    return columns


RULES = (submit_project_step, update_project_step, decide_project_step)
