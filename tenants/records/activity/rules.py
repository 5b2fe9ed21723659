"""The rules of activities: planned, changed, held with those it served, or cancelled."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.activity.exposed import ACTIVITY_RECORD
from tenants.writing.changes import add, change, find_own, keeping_tenant, refuse_if
from tenants.writing.form import Entry, at_most, between, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "name": Entry((at_most(100),), required=True),
    "kind": Entry(required=True),
    "focus": Entry(required=True),
    "programme": Entry((at_most(100),)),
    "partners": Entry((at_most(100),), required=True),
    "planned_on": Entry(required=True),
}
HOLDING = {
    "held_on": Entry((not_future,), required=True),
    "parents_served": Entry((between(0, 1_000_000),), required=True),
    "children_served": Entry((between(0, 1_000_000),), required=True),
}
CANCELLING = {
    "cancelled_on": Entry((not_future,), required=True),
    "cancelled_reason": Entry((at_most(500),), required=True),
}


@rule("activity", Verb.MANAGE)
async def plan_activity(writing: Writing, values: Values) -> UUID:
    """Plans an activity of the tenant."""
    tenant = await keeping_tenant(writing, ACTIVITY_RECORD, values["tenant"])
    return await add(writing, ACTIVITY_RECORD, values, {"tenant_code": tenant, **fill_out(FORM, values)})


@rule("activity", Verb.MANAGE)
async def update_activity(writing: Writing, values: Values) -> UUID:
    """Changes what is given."""
    found = await find_own(writing, ACTIVITY_RECORD, values)
    return await change(writing, ACTIVITY_RECORD, found, fill_out(FORM, values))


@rule("activity", Verb.MANAGE)
async def hold_activity(writing: Writing, values: Values) -> UUID:
    """Records that it was held, and how many it served; again, to correct the figures."""
    found = await find_own(writing, ACTIVITY_RECORD, values)
    refuse_if(found["cancelled_on"], ProblemCode.CLOSED, "id")
    return await change(writing, ACTIVITY_RECORD, found, fill_out(HOLDING, values))


@rule("activity", Verb.MANAGE)
async def cancel_activity(writing: Writing, values: Values) -> UUID:
    """Cancels one that was not held."""
    found = await find_own(writing, ACTIVITY_RECORD, values)
    refuse_if(found["cancelled_on"] or found["held_on"], ProblemCode.CLOSED, "id")
    return await change(writing, ACTIVITY_RECORD, found, fill_out(CANCELLING, values))
