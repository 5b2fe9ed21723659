"""The rules of care plans: one says what it is to reach."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.care_plan.kind import CARE_PLAN
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.writing.changes import add, change
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

FORM: Fields = {
    **CARE_PLAN.form("from_on", "planned_until"),
    "goals": CARE_PLAN.fields["goals"].with_options(required=True),
    **CARE_PLAN.form("services", "responsible"),
}


@adds(CARE_PLAN, CARE_PLAN.form("child") | FORM, "What is to be reached for a child, and by when.", standing=OPEN_FILE)
async def add_care_plan(writing: Writing, values: Values) -> UUID:
    """Adds a care plan to a child's file. A need that is to be met by it names it."""
    kept = await find_file(writing, add_care_plan, values)
    return await add(writing, record_of(CARE_PLAN), values, {**kept, **fill_out(FORM, values)})


@updates(CARE_PLAN, FORM, standing=(is_empty("closed_on"),))
async def update_care_plan(writing: Writing, values: Values) -> UUID:
    """Changes what is given."""
    found = await update_care_plan.find(writing, values)
    return await change(writing, record_of(CARE_PLAN), found, fill_out(FORM, values))


RULES = (add_care_plan, update_care_plan)
