"""The rules of waivers: what does not apply to a child is waived with a reason, and corrected or ended."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.checklist_item.kind import CHECKLIST_ITEM
from tenants.records.child.kind import CHILD
from tenants.records.waiver.kind import WAIVER
from tenants.writing.changes import add, change, find_named
from tenants.writing.rule import Values

NAMED = WAIVER.form("child", "item")
FORM = WAIVER.form("from_on", "reason", "until_on")


@adds(WAIVER, NAMED | FORM, "What does not apply to a child, and why.", zh="豁免事项")
async def waive_checklist_item(writing: Writing, values: Values) -> UUID:
    """Waives an item of the checklists for a child, for what is due from a day on."""
    child = await waive_checklist_item.find_parent(writing, CHILD, values)
    item = await find_named(writing, record_of(CHECKLIST_ITEM), values, "item_id")
    kept = {"tenant_code": child["tenant_code"], "child_id": child["id"], "item_id": item["id"]}
    return await add(writing, record_of(WAIVER), values, {**kept, **fill_out(FORM, values)})


@updates(WAIVER, FORM)
async def update_waiver(writing: Writing, values: Values) -> UUID:
    """Changes what is given; it ends with its last day."""
    found = await update_waiver.find(writing, values)
    return await change(writing, record_of(WAIVER), found, fill_out(FORM, values))


RULES = (waive_checklist_item, update_waiver)
