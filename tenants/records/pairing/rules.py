"""The rules of pairings: two are paired, the pairing is corrected, the pairing is ended."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.caring_mother.exposed import CARING_MOTHER_RECORD
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.pairing.exposed import PAIRING_RECORD
from tenants.writing.changes import add, change, find_named, find_own, refuse_if
from tenants.writing.form import Entry, at_most, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "role": Entry(required=True),
    "from_on": Entry((not_future,), required=True),
    "handover_note": Entry((at_most(4000),)),
}
ENDING = {
    "until_on": Entry((not_future,), required=True),
    "ended_reason": Entry(required=True),
    "handover_note": Entry((at_most(4000),)),
}


@rule("pairing", Verb.MANAGE)
async def pair(writing: Writing, values: Values) -> UUID:
    """Pairs a child in the writer's reach with a Caring Mother the writer can locate, perhaps another tenant's.

    The database checks the rest, because only it sees all of her pairings: one open pairing of the two, her capacity,
    her screening, her service area, and that both files are open on the first day.
    """
    child = await find_named(writing, CHILD_RECORD, values, "child_id", ("pairing", Verb.MANAGE))
    mother = await find_named(writing, CARING_MOTHER_RECORD, values, "caring_mother_id")
    parties = {"tenant_code": child["tenant_code"], "child_id": child["id"], "caring_mother_id": mother["id"]}
    return await add(writing, PAIRING_RECORD, values, {**parties, **fill_out(FORM, values)})


@rule("pairing", Verb.MANAGE)
async def update_pairing(writing: Writing, values: Values) -> UUID:
    """Changes what is given; who is paired with whom cannot be changed: that is another pairing."""
    found = await find_own(writing, PAIRING_RECORD, values)
    return await change(writing, PAIRING_RECORD, found, fill_out(FORM, values))


@rule("pairing", Verb.MANAGE)
async def end_pairing(writing: Writing, values: Values) -> UUID:
    """Ends the pairing on a day, with a reason."""
    found = await find_own(writing, PAIRING_RECORD, values)
    refuse_if(found["until_on"], ProblemCode.ALREADY_DONE, "id")
    return await change(writing, PAIRING_RECORD, found, fill_out(ENDING, values))
