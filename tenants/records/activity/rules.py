"""The rules of activities beside the ordinary ones: held with those it served, or cancelled."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.records.activity.kind import ACTIVITY
from tenants.writing.changes import change
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

HOLDING = ACTIVITY.form("held_on", "parents_served", "children_served", required=True)
CANCELLING = ACTIVITY.form("cancelled_on", "cancelled_reason", required=True)


@ends(
    ACTIVITY,
    HOLDING,
    "An activity that was held; send it again to correct its figures.",
    standing=(is_empty("cancelled_on"),),
    zh="登记举办",
)
async def hold_activity(writing: Writing, values: Values) -> UUID:
    """Records that it was held, and how many it served; again, to correct the figures."""
    found = await hold_activity.find(writing, values)
    return await change(writing, record_of(ACTIVITY), found, fill_out(HOLDING, values))


@ends(
    ACTIVITY,
    CANCELLING,
    "An activity that will not take place.",
    standing=(is_empty("cancelled_on"), is_empty("held_on")),
    zh="取消活动",
)
async def cancel_activity(writing: Writing, values: Values) -> UUID:
    """Cancels one that was not held."""
    found = await cancel_activity.find(writing, values)
    return await change(writing, record_of(ACTIVITY), found, fill_out(CANCELLING, values))


RULES = (hold_activity, cancel_activity)
