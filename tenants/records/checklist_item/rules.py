"""The rules of checklists: an item is added, another version follows it, it ends; each ahead of its day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.kinds.table import column_name
from tenants.records.checklist_item.kind import CHECKLIST_ITEM
from tenants.records.ordinary_rules import find_references
from tenants.writing.changes import add, change, find_keeping_tenant, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

FORM = CHECKLIST_ITEM.form()
AHEAD = "Tomorrow or later: what is owed already stays as it is."
ADDED: Fields = {"tenant": KEEPING_TENANT, **FORM, "from_on": FORM["from_on"].with_options(hint=AHEAD)}
REVISED: Fields = {
    **{name: one for name, one in FORM.items() if name != "code"},
    "from_on": FORM["from_on"].with_options(hint=f"When the new version takes effect. {AHEAD}"),
}
ENDED = {"until_on": CHECKLIST_ITEM.fields["until_on"].with_options(required=True, hint=AHEAD)}
KEPT = tuple(
    column_name(name, one) for name, one in CHECKLIST_ITEM.columns.items() if name not in {"from_on", "until_on"}
)


@adds(CHECKLIST_ITEM, ADDED, "What is asked to be done, for whom and how often.")
async def add_checklist_item(writing: Writing, values: Values) -> UUID:
    """Adds an item to the checklist of a tenant, for the children there and below."""
    tenant = await find_keeping_tenant(writing, record_of(CHECKLIST_ITEM), values["tenant"])
    columns = {**fill_out(FORM, values), **await find_references(writing, CHECKLIST_ITEM, FORM, values)}
    refuse_if(not columns["acts"], ProblemCode.REQUIRED, "acts")
    refuse_present(columns, "from_on")
    return await add(writing, record_of(CHECKLIST_ITEM), values, {"tenant_code": tenant, **columns})


@updates(CHECKLIST_ITEM, REVISED, standing=(is_empty("until_on"),), zh="修订")
async def revise_checklist_item(writing: Writing, values: Values) -> UUID:
    """Lets another version of an item follow it, from a day on; answers the new one."""
    found = await revise_checklist_item.find(writing, values)
    named = await find_references(writing, CHECKLIST_ITEM, REVISED, values)
    columns = {name: found[name] for name in KEPT} | fill_out(REVISED, values) | named
    refuse_if(not columns["acts"], ProblemCode.REQUIRED, "acts")
    refuse_if(columns.get("from_on") is None, ProblemCode.REQUIRED, "from_on")
    refuse_present(columns, "from_on")
    refuse_if(columns["from_on"] <= found["from_on"], ProblemCode.OUT_OF_ORDER, "from_on")
    await change(writing, record_of(CHECKLIST_ITEM), found, {"until_on": columns["from_on"]})
    return await add(writing, record_of(CHECKLIST_ITEM), {}, {"tenant_code": found["tenant_code"], **columns})


@ends(CHECKLIST_ITEM, ENDED, "The end of an item.", standing=(is_empty("until_on"),), zh="终止")
async def end_checklist_item(writing: Writing, values: Values) -> UUID:
    """Ends an item from a day on; what was due before stays owed."""
    found = await end_checklist_item.find(writing, values)
    columns = fill_out(ENDED, values)
    refuse_present(columns, "until_on")
    refuse_if(columns["until_on"] < found["from_on"], ProblemCode.OUT_OF_ORDER, "until_on")
    return await change(writing, record_of(CHECKLIST_ITEM), found, columns)


def refuse_present(columns: dict[str, Any], name: str) -> None:
    """Raises Rejected for a day that has begun."""
    refuse_if(columns[name] < today() + timedelta(1), ProblemCode.NOT_AHEAD, name)


RULES = (add_checklist_item, revise_checklist_item, end_checklist_item)
