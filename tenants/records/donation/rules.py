"""The rules of the ledger: an entry is added, or reversed whole by another; nothing is changed."""

from decimal import Decimal
from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.donation.exposed import DONATION_RECORD
from tenants.records.project.exposed import PROJECT_RECORD
from tenants.writing.changes import add, find, refuse_if, uuid_of
from tenants.writing.form import LARGEST_MONEY, Entry, at_most, between, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "received_on": Entry((not_future,), required=True),
    "amount": Entry((between(Decimal("0.01"), LARGEST_MONEY),), required=True),
    "donor": Entry((at_most(100),)),
    "note": Entry((at_most(1000),)),
}
REVERSAL = {"received_on": Entry((not_future,), required=True), "note": Entry((at_most(1000),))}


@rule("donation", Verb.ENTER)
async def record_donation(writing: Writing, values: Values) -> UUID:
    """Enters money into the fund of a project."""
    reaches = writing.acting.grant.role.reach("donation", Verb.ENTER)
    project = await find(writing, PROJECT_RECORD, uuid_of(values["project_id"], "project_id"), "project_id", reaches)
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    return await add(writing, DONATION_RECORD, values, {**kept, **fill_out(FORM, values)})


@rule("donation", Verb.ENTER)
async def reverse_donation(writing: Writing, values: Values) -> UUID:
    """Enters what cancels an earlier entry, once; the figures follow by the day of the reversal."""
    reaches = writing.acting.grant.role.reach("donation", Verb.ENTER)
    entry = await find(writing, DONATION_RECORD, uuid_of(values["donation_id"], "donation_id"), "donation_id", reaches)
    columns = fill_out(REVERSAL, values)
    refuse_if(entry["reverses_id"], ProblemCode.ALREADY_DONE, "donation_id")
    refuse_if(columns["received_on"] < entry["received_on"], ProblemCode.OUT_OF_ORDER, "received_on")
    kept = {name: entry[name] for name in ("tenant_code", "project_id", "donor")}
    return await add(
        writing, DONATION_RECORD, values, {**kept, **columns, "amount": -entry["amount"], "reverses_id": entry["id"]}
    )
