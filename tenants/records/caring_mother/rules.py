"""The rules of the register: a Caring Mother is registered, screened by somebody else, kept up to date, closed."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.records.caring_mother.exposed import CARING_MOTHER_RECORD
from tenants.records.caring_mother.terms import ScreeningState
from tenants.writing.changes import add, change, find, find_own, keeping_tenant, refuse_if
from tenants.writing.form import Entry, at_most, between, fill_out, identity_number, not_future, phone, today
from tenants.writing.rule import Values, rule

FORM = {
    "name": Entry((at_most(50),), required=True),
    "birth_date": Entry((not_future,)),
    "identity_number": Entry((identity_number,)),
    "phone": Entry((phone,)),
    "address": Entry((at_most(200),)),
    "recruited_through": Entry(required=True),
    "sector": Entry(required=True),
    "employer": Entry((at_most(100),)),
    "skills": Entry((at_most(50),), required=True),
    "capacity": Entry((between(1, 20),), required=True),
    "registered_on": Entry((not_future,), required=True),
}
UPDATE = {**FORM, "service_area": Entry(required=True)}
SCREENING = {"screening_state": Entry(required=True), "screening_until": Entry()}
CLOSING = {"closed_on": Entry((not_future,), required=True), "closed_reason": Entry(required=True)}


@rule("caring_mother", Verb.MANAGE)
async def register_caring_mother(writing: Writing, values: Values) -> UUID:
    """Enters her on the tenant's register; she serves there unless another area is named."""
    tenant = await keeping_tenant(writing, CARING_MOTHER_RECORD, values["tenant"])
    area = await service_area(writing, values.get("service_area") or tenant)
    columns = fill_out(FORM, values)
    return await add(writing, CARING_MOTHER_RECORD, values, {"tenant_code": tenant, "service_code": area, **columns})


@rule("caring_mother", Verb.MANAGE)
async def update_caring_mother(writing: Writing, values: Values) -> UUID:
    """Changes what is given."""
    found = await find_own(writing, CARING_MOTHER_RECORD, values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    columns = fill_out(UPDATE, values)
    if "service_area" in columns:
        columns["service_code"] = await service_area(writing, columns.pop("service_area"))
    return await change(writing, CARING_MOTHER_RECORD, found, columns)


@rule("caring_mother", Verb.APPROVE)
async def screen_caring_mother(writing: Writing, values: Values) -> UUID:
    """Records the outcome of her screening, by somebody other than who registered her; an approval has an end."""
    found = await find_own(writing, CARING_MOTHER_RECORD, values, Verb.APPROVE)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["created_by"] == writing.acting.session.user_id, ProblemCode.SAME_PERSON, "id")
    columns = {"screening_until": None} | fill_out(SCREENING, values)
    approved = columns["screening_state"] == ScreeningState.APPROVED
    until = columns["screening_until"]
    refuse_if(approved and until is None, ProblemCode.REQUIRED, "screening_until")
    refuse_if(until and (not approved or until <= today()), ProblemCode.OUT_OF_ORDER, "screening_until")
    return await change(writing, CARING_MOTHER_RECORD, found, columns)


@rule("caring_mother", Verb.MANAGE)
async def close_caring_mother(writing: Writing, values: Values) -> UUID:
    """Closes the registration. Her pairings have to be ended first, by whoever keeps the children."""
    found = await find_own(writing, CARING_MOTHER_RECORD, values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    return await change(writing, CARING_MOTHER_RECORD, found, fill_out(CLOSING, values))


async def service_area(writing: Writing, code: int) -> int:
    found = await find(writing, TENANT_RECORD, code, "service_area", None)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "service_area")
    return code
