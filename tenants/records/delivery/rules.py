"""The rules of deliveries: recorded, corrected."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.records.delivery.exposed import DELIVERY_RECORD
from tenants.records.project.exposed import PROJECT_RECORD
from tenants.writing.changes import add, change, find_named, find_own
from tenants.writing.form import Entry, at_most, between, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "delivered_on": Entry((not_future,), required=True),
    "women_supported": Entry((between(0, 1_000_000),), required=True),
    "children_supported": Entry((between(0, 1_000_000),), required=True),
    "note": Entry((at_most(1000),)),
}


@rule("delivery", Verb.MANAGE)
async def record_delivery(writing: Writing, values: Values) -> UUID:
    """Records help that a project brought, and to how many."""
    project = await find_named(writing, PROJECT_RECORD, values, "project_id", ("delivery", Verb.MANAGE))
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    return await add(writing, DELIVERY_RECORD, values, {**kept, **fill_out(FORM, values)})


@rule("delivery", Verb.MANAGE)
async def update_delivery(writing: Writing, values: Values) -> UUID:
    """Corrects what is given."""
    found = await find_own(writing, DELIVERY_RECORD, values)
    return await change(writing, DELIVERY_RECORD, found, fill_out(FORM, values))
