"""The rules of pairings: two are paired, the pairing is corrected, the pairing is ended."""

from uuid import UUID

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.caring_mother.exposed import CARING_MOTHER_RECORD
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.pairing.exposed import PAIRING_RECORD
from tenants.writing.changes import add, change, find, find_own, refuse_if, uuid_of
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

    The database holds the rest, because it alone sees all of her pairings: one open episode of the two, her free
    places, her screening, her service area, both files open on the first day.
    """
    reaches = writing.acting.grant.role.reach("pairing", Verb.MANAGE)
    child = await find(writing, CHILD_RECORD, uuid_of(values["child_id"], "child_id"), "child_id", reaches)
    mother_id = uuid_of(values["caring_mother_id"], "caring_mother_id")
    mother = await find(writing, CARING_MOTHER_RECORD, mother_id, "caring_mother_id", None)
    parties = {"tenant_code": child["tenant_code"], "child_id": child["id"], "caring_mother_id": mother["id"]}
    return await add(writing, PAIRING_RECORD, values, {**parties, **fill_out(FORM, values)})


@rule("pairing", Verb.MANAGE)
async def update_pairing(writing: Writing, values: Values) -> UUID:
    """Changes what is given; who is paired with whom is another pairing."""
    found = await find_own(writing, PAIRING_RECORD, values)
    return await change(writing, PAIRING_RECORD, found, fill_out(FORM, values))


@rule("pairing", Verb.MANAGE)
async def end_pairing(writing: Writing, values: Values) -> UUID:
    """Ends the episode on a day, with a reason."""
    found = await find_own(writing, PAIRING_RECORD, values)
    refuse_if(found["until_on"], ProblemCode.ALREADY_DONE, "id")
    return await change(writing, PAIRING_RECORD, found, fill_out(ENDING, values))
