"""The rules of the register: a Caring Mother is registered, kept up to date, suspended, closed."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.identity import find_doubts
from tenants.records.ordinary_rules import find_references
from tenants.writing.changes import add, change, find, find_keeping_tenant, refuse_if
from tenants.writing.rule import Changed, Values
from tenants.writing.standing import is_empty, is_filled

UPDATED = CARING_MOTHER.form(
    *("name", "recruited_through", "sector", "registered_on", "capacity", "skills", "service_area", "birth_date"),
    *("identity_number", "phone", "address", "employer", "volunteer_number", "insurance", "insured_until"),
    "recruiting_unit",
)
NAMED = CARING_MOTHER.form("recruiting_unit")
REGISTERED: Fields = {
    "tenant": KEEPING_TENANT,
    **UPDATED,
    "service_area": UPDATED["service_area"].with_options(required=False, hint="Her own tenant if left out."),
}
SUSPENSION = CARING_MOTHER.form("suspended_reason", required=True)


@adds(CARING_MOTHER, REGISTERED, "A volunteer for a tenant's register.")
async def register_caring_mother(writing: Writing, values: Values) -> Changed:
    """Enters her on the tenant's register; she serves there unless another area is named."""
    tenant = await find_keeping_tenant(writing, record_of(CARING_MOTHER), values["tenant"])
    area = await service_area(writing, values.get("service_area") or tenant)
    named = await find_references(writing, CARING_MOTHER, NAMED, values)
    columns = {"tenant_code": tenant, "service_code": area, **named, **fill_out(REGISTERED, values)}
    added = await add(writing, record_of(CARING_MOTHER), values, columns)
    return Changed({"caring_mother": added}, warnings=await find_doubts(writing, CARING_MOTHER, added, columns))


@updates(CARING_MOTHER, UPDATED, standing=(is_empty("closed_on"),))
async def update_caring_mother(writing: Writing, values: Values) -> Changed:
    """Changes what is given."""
    found = await update_caring_mother.find(writing, values)
    columns = {**await find_references(writing, CARING_MOTHER, NAMED, values), **fill_out(UPDATED, values)}
    if "service_area" in values:
        refuse_if(values["service_area"] is None, ProblemCode.REQUIRED, "service_area")
        columns["service_code"] = await service_area(writing, values["service_area"])
    changed = await change(writing, record_of(CARING_MOTHER), found, columns)
    return Changed(
        {"caring_mother": changed}, warnings=await find_doubts(writing, CARING_MOTHER, changed, columns, found)
    )


@ends(
    CARING_MOTHER,
    SUSPENSION,
    "Why she may not go on for now.",
    standing=(is_empty("closed_on"), is_empty("suspended_on", ProblemCode.ALREADY_DONE)),
    zh="暂停服务",
)
async def suspend_caring_mother(writing: Writing, values: Values) -> UUID:
    """Suspends her: her account sees nothing from now on, and nobody pairs her, until a director lifts it."""
    found = await suspend_caring_mother.find(writing, values)
    columns = {"suspended_on": today(), **fill_out(SUSPENSION, values)}
    return await change(writing, record_of(CARING_MOTHER), found, columns)


@ends(
    CARING_MOTHER,
    {},
    "A suspension that has no reason any more.",
    Verb.APPROVE,
    standing=(is_filled("suspended_on", ProblemCode.ALREADY_DONE),),
    zh="恢复服务",
)
async def lift_suspension(writing: Writing, values: Values) -> UUID:
    """Lets her go on; her open pairings are in force again."""
    found = await lift_suspension.find(writing, values)
    return await change(writing, record_of(CARING_MOTHER), found, {"suspended_on": None, "suspended_reason": None})


async def service_area(writing: Writing, code: int) -> int:
    found = await find(writing, TENANT_RECORD, code, "service_area", None)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "service_area")
    return code


RULES = (register_caring_mother, update_caring_mother, suspend_caring_mother, lift_suspension)
