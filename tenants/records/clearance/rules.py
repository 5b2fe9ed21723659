"""The rules of clearance: steps in their order, the enquiry and the training yearly, an interview by two."""

from datetime import timedelta
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, fill_out
from tenants.records.clearance.kind import CLEARANCE_STEP, ClearanceStepKind, StepOutcome
from tenants.records.screening.kind import SCREENING, ScreeningStage
from tenants.records.screening.rules import REGISTERED
from tenants.writing.changes import add, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_in

FORM = CLEARANCE_STEP.form(
    *("step", "outcome", "done_on", "valid_until", "body", "reference_number", "interviewers", "hours", "note")
)
RECORDED: Fields = {
    **FORM,
    "valid_until": FORM["valid_until"].with_options(hint="A year, if left out, of an enquiry and of training."),
}
# What each step is nothing without, where it was passed.
NEEDED = {
    ClearanceStepKind.NO_OFFENCE: ("body", "reference_number"),
    ClearanceStepKind.TRAINING: ("hours",),
}
YEARLY = (ClearanceStepKind.NO_OFFENCE, ClearanceStepKind.TRAINING)
YEAR = timedelta(days=365)
INTERVIEWERS = 2
MISSING = "select missing_steps($1) as steps, steps_before($1, $2) as before"


@adds(
    CLEARANCE_STEP,
    CLEARANCE_STEP.form("screening") | RECORDED,
    "A step of a screening.",
    Verb.ADD,
    standing=(is_in("state", ScreeningStage.APPLIED, ProblemCode.CLOSED), REGISTERED),
    zh="登记审核步骤",
)
async def record_clearance_step(writing: Writing, values: Values) -> UUID:
    """Records a step of a screening, once the required ones before it are passed."""
    screening = await record_clearance_step.find_parent(writing, SCREENING, values)
    columns = fill_out(RECORDED, values)
    if columns["outcome"] == StepOutcome.PASSED:
        refuse_incomplete(columns)
        found = await writing.fetch_text(MISSING, [screening["caring_mother_id"], columns["step"]])
        refuse_if(found and set(found["steps"]) & set(found["before"]), ProblemCode.STEPS_MISSING, "step")
    if columns["step"] in YEARLY and columns.get("valid_until") is None:
        columns["valid_until"] = columns["done_on"] + YEAR
    kept = {name: screening[name] for name in ("tenant_code", "caring_mother_id")} | {"screening_id": screening["id"]}
    return await add(writing, record_of(CLEARANCE_STEP), values, {**kept, **columns})


def refuse_incomplete(columns: Values) -> None:
    """Raises Rejected for a step that was passed without what makes it one."""
    step = columns["step"]
    problems = [Problem(ProblemCode.REQUIRED, (name,)) for name in NEEDED.get(step, ()) if not columns.get(name)]
    two = len(set(columns.get("interviewers") or ())) >= INTERVIEWERS
    if step == ClearanceStepKind.INTERVIEW and not two:
        problems.append(Problem(ProblemCode.TWO_PEOPLE, ("interviewers",)))
    if problems:
        raise Rejected(problems)


RULES = (record_clearance_step,)
