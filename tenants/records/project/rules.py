"""The rules of projects: set up, changed, ended."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.project.exposed import PROJECT_RECORD
from tenants.writing.changes import add, change, find_own, keeping_tenant, refuse_if
from tenants.writing.form import LARGEST_MONEY, Entry, at_most, between, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "name": Entry((at_most(100),), required=True),
    "programme": Entry((at_most(100),)),
    "description": Entry((at_most(4000),)),
    "responsible_person": Entry((at_most(50),)),
    "budget": Entry((between(0, LARGEST_MONEY),)),
    "started_on": Entry((not_future,)),
}
ENDING = {"ended_on": Entry((not_future,), required=True), "ended_reason": Entry(required=True)}


@rule("project", Verb.MANAGE)
async def create_project(writing: Writing, values: Values) -> UUID:
    """Sets up a project of the tenant; it runs from the day it started."""
    tenant = await keeping_tenant(writing, PROJECT_RECORD, values["tenant"])
    return await add(writing, PROJECT_RECORD, values, {"tenant_code": tenant, **fill_out(FORM, values)})


@rule("project", Verb.MANAGE)
async def update_project(writing: Writing, values: Values) -> UUID:
    """Changes what is given."""
    found = await find_own(writing, PROJECT_RECORD, values)
    refuse_if(found["ended_on"], ProblemCode.CLOSED, "id")
    return await change(writing, PROJECT_RECORD, found, fill_out(FORM, values))


@rule("project", Verb.MANAGE)
async def end_project(writing: Writing, values: Values) -> UUID:
    """Ends it on a day, with a reason."""
    found = await find_own(writing, PROJECT_RECORD, values)
    refuse_if(found["ended_on"], ProblemCode.CLOSED, "id")
    return await change(writing, PROJECT_RECORD, found, fill_out(ENDING, values))
