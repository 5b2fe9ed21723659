"""The rules of assessments: due each March and September, red at an urgent sign, reviewed by somebody else."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.assessment.kind import ASSESSMENT
from tenants.records.child.enums import RiskLevel
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_of_another

FORM = ASSESSMENT.form("level", "assessed_on", "score", "scheme", "urgent_sign", "assessor", "next_due_on")
RECORDED: Fields = {
    **FORM,
    "level": FORM["level"].with_options(required=False, hint="Red, if there is an urgent sign; else required."),
    "assessor": FORM["assessor"].with_options(hint="You, if left out."),
    "next_due_on": FORM["next_due_on"].with_options(hint="The end of the next March or September, if left out."),
}
DUE_MONTHS = (3, 9)


@adds(
    ASSESSMENT,
    ASSESSMENT.form("child") | RECORDED,
    "How much is at stake for a child.",
    standing=OPEN_FILE,
    zh="登记评估",
)
async def record_assessment(writing: Writing, values: Values) -> UUID:
    """Records an assessment; the child's level of risk follows. An urgent sign makes it red, whatever the score."""
    kept = await find_file(writing, record_assessment, values)
    columns = fill_out(RECORDED, values)
    if columns.get("urgent_sign"):
        columns["level"] = RiskLevel.RED
    refuse_if(not columns.get("level"), ProblemCode.REQUIRED, "level")
    columns["assessor"] = columns.get("assessor") or writing.actor.session.user_name
    columns["next_due_on"] = columns.get("next_due_on") or next_due(columns["assessed_on"])
    refuse_past(columns)
    return await add(writing, record_of(ASSESSMENT), values, {**kept, **columns})


@updates(ASSESSMENT, FORM, standing=(is_empty("withdrawn_on"),))
async def update_assessment(writing: Writing, values: Values) -> UUID:
    """Corrects what is given, which ends a review."""
    found = await update_assessment.find(writing, values)
    columns = fill_out(FORM, values)
    if columns.get("urgent_sign"):
        columns["level"] = RiskLevel.RED
    days = {name: columns.get(name, found[name]) for name in ("assessed_on", "next_due_on")}
    if columns.keys() & days.keys():
        refuse_past(days)
    return await change(writing, record_of(ASSESSMENT), found, columns)


@ends(
    ASSESSMENT,
    {},
    "An assessment that you have read, and that somebody else wrote.",
    standing=(
        is_empty("withdrawn_on"),
        is_empty("reviewed_on", ProblemCode.ALREADY_DONE),
        is_of_another("updated_by"),
    ),
    zh="复核",
)
async def review_assessment(writing: Writing, values: Values) -> UUID:
    """Reviews an assessment that somebody else recorded or last corrected."""
    found = await review_assessment.find(writing, values)
    return await change(writing, record_of(ASSESSMENT), found, {"reviewed_on": today()})


def refuse_past(columns: Mapping[str, Any]) -> None:
    due = columns["next_due_on"]
    refuse_if(due and due <= columns["assessed_on"], ProblemCode.OUT_OF_ORDER, "next_due_on")


def next_due(assessed_on: date) -> date:
    """The last day of the next March or September."""
    later = [month for month in DUE_MONTHS if month > assessed_on.month]
    year, month = (assessed_on.year, later[0]) if later else (assessed_on.year + 1, DUE_MONTHS[0])
    return date(year, month, monthrange(year, month)[1])


RULES = (record_assessment, update_assessment, review_assessment)
