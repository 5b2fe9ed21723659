"""The rules of the ledger: an entry is added, or reversed whole by another; nothing is changed."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out
from tenants.records.donation.kind import DONATION
from tenants.writing.changes import add, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

REVERSAL = {
    "donation_id": DONATION.fields["reverses"].with_options(required=True),
    "received_on": DONATION.fields["received_on"].with_options(hint="The day of the reversal."),
    "note": DONATION.fields["note"],
}


# What a reversal has of the entry that it reverses.
KEPT = (
    *("tenant_code", "project_id", "fund_id", "kind", "item", "quantity", "valuation_basis", "donor"),
    *("donor_organization_id", "anonymous"),
)


@adds(
    DONATION,
    REVERSAL,
    "An entry to be reversed in full.",
    Verb.ENTER,
    standing=(is_empty("reverses_id", ProblemCode.ALREADY_DONE),),
    zh="冲销捐赠",
)
async def reverse_donation(writing: Writing, values: Values) -> UUID:
    """Enters the reversal of an earlier entry, once; figures count it on the day of the reversal."""
    entry = await reverse_donation.find_parent(writing, DONATION, values)
    columns = fill_out(REVERSAL, values)
    refuse_if(columns["received_on"] < entry["received_on"], ProblemCode.OUT_OF_ORDER, "received_on")
    kept = {name: entry[name] for name in KEPT}
    reversal = {**kept, **columns, "amount": -entry["amount"], "reverses_id": entry["id"]}
    return await add(writing, record_of(DONATION), values, reversal)


RULES = (reverse_donation,)
