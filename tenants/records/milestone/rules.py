"""The rule of milestones beside the ordinary ones: when the public has to be told follows from a project's own days."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, func, select

from tenants.access.scope import Verb
from tenants.clock import months_after
from tenants.database.compiling import compile_statement
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.field import day
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import ends, fill_out
from tenants.kinds.table import table_of
from tenants.records.milestone.kind import MILESTONE, MilestoneKind
from tenants.records.project import PROJECT
from tenants.writing.changes import add, refuse_if
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import is_empty, is_filled

PLANNING: Fields = {
    "until_on": day("预计结束日期", future=True, required=True, hint="When the project is expected to end."),
}
# Charity Law, article 79: every three months if it runs for more than six, and within three months of its end.
EVERY, SHORT = 3, 6
MOST = 60
MILESTONES = table_of(MILESTONE)
PROJECTS = table_of(PROJECT)
# Whoever plans at the same time waits, and finds what was planned.
HELD = compile_statement(
    select(PROJECTS.c.id).where(PROJECTS.c.id == bindparam("project")).with_for_update(key_share=True)
)
PLANNED = compile_statement(
    select(func.array_agg(MILESTONES.c.due_on).label("days")).where(
        MILESTONES.c.project_id == bindparam("project"), MILESTONES.c.kind == MilestoneKind.DISCLOSURE
    )
)
ADDED = PayloadField("milestones", "Milestone", "The disclosures that it added, by the day.", most=MOST)


@ends(
    PROJECT,
    PLANNING,
    "A running project, and its expected end.",
    Verb.MANAGE,
    ADDED,
    standing=(is_filled("started_on", ProblemCode.CLOSED), is_empty("ended_on")),
    zh="安排公开",
)
async def plan_disclosures(writing: Writing, values: Values) -> Changed:
    """Adds the days by which the public has to be told of a running project, as far as they are not there yet."""
    project = await plan_disclosures.find(writing, values)
    until = fill_out(PLANNING, values)["until_on"]
    refuse_if(until <= project["started_on"], ProblemCode.OUT_OF_ORDER, "until_on")
    days = list(disclosure_days(project["started_on"], until))
    refuse_if(len(days) > MOST, ProblemCode.OUT_OF_ORDER, "until_on")
    await writing.fetch_compiled(HELD, {"project": project["id"]})
    planned = await writing.fetch_compiled(PLANNED, {"project": project["id"]})
    known = set(planned["days"] or ()) if planned else set()
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"], "kind": MilestoneKind.DISCLOSURE}
    added: list[UUID | None] = []
    for due in days:
        if due not in known:
            told = {"name": "项目信息公开", "due_on": due}
            added.append(await add(writing, record_of(MILESTONE), {}, {**kept, **told}))
    return Changed({"project": project["id"], "milestones": added})


def disclosure_days(since: date, until: date) -> Iterator[date]:
    """Every three months while it runs, if it does for longer than six, and three months after its end."""
    if until > months_after(since, SHORT):
        number = EVERY
        while (due := months_after(since, number)) < until:
            yield due
            number += EVERY
    yield months_after(until, EVERY)


RULES = (plan_disclosures,)
