"""The rules of activities beside the ordinary ones: held with those it served, or cancelled."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.records.activity.kind import ACTIVITY
from tenants.writing.changes import change, find_own, refuse_if
from tenants.writing.rule import Values

HOLDING = ACTIVITY.form("held_on", "parents_served", "children_served", required=True)
CANCELLING = ACTIVITY.form("cancelled_on", "cancelled_reason", required=True)


@ends(ACTIVITY, HOLDING, "An activity that was held; send it again to correct its figures.")
async def hold_activity(writing: Writing, values: Values) -> UUID:
    """Records that it was held, and how many it served; again, to correct the figures."""
    found = await find_own(writing, record_of(ACTIVITY), values)
    refuse_if(found["cancelled_on"], ProblemCode.CLOSED, "id")
    return await change(writing, record_of(ACTIVITY), found, fill_out(HOLDING, values))


@ends(ACTIVITY, CANCELLING, "An activity that will not take place.")
async def cancel_activity(writing: Writing, values: Values) -> UUID:
    """Cancels one that was not held."""
    found = await find_own(writing, record_of(ACTIVITY), values)
    refuse_if(found["cancelled_on"] or found["held_on"], ProblemCode.CLOSED, "id")
    return await change(writing, record_of(ACTIVITY), found, fill_out(CANCELLING, values))


RULES = (hold_activity, cancel_activity)
