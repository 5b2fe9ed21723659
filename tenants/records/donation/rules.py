"""The rules of the ledger: an entry is added, or reversed whole by another; nothing is changed."""

from decimal import Decimal
from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.donation.exposed import DONATION_RECORD
from tenants.records.project.exposed import PROJECT_RECORD
from tenants.writing.changes import add, find_named, refuse_if
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
    project = await find_named(writing, PROJECT_RECORD, values, "project_id", ("donation", Verb.ENTER))
    kept = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
    return await add(writing, DONATION_RECORD, values, {**kept, **fill_out(FORM, values)})


@rule("donation", Verb.ENTER)
async def reverse_donation(writing: Writing, values: Values) -> UUID:
    """Enters the reversal of an earlier entry, once; figures count it on the day of the reversal."""
    entry = await find_named(writing, DONATION_RECORD, values, "donation_id", ("donation", Verb.ENTER))
    columns = fill_out(REVERSAL, values)
    refuse_if(entry["reverses_id"], ProblemCode.ALREADY_DONE, "donation_id")
    refuse_if(columns["received_on"] < entry["received_on"], ProblemCode.OUT_OF_ORDER, "received_on")
    kept = {name: entry[name] for name in ("tenant_code", "project_id", "donor")}
    return await add(
        writing, DONATION_RECORD, values, {**kept, **columns, "amount": -entry["amount"], "reverses_id": entry["id"]}
    )
