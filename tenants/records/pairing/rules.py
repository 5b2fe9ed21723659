"""The rules of pairings: two are paired, the pairing is corrected, the pairing is ended."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.child.kind import CHILD
from tenants.records.pairing.kind import PAIRING
from tenants.writing.changes import add, change, find_named, find_own, refuse_if
from tenants.writing.rule import Values

PARTIES = PAIRING.form("child", "caring_mother")
FORM = PAIRING.form("from_on", "role", "handover_note")
ENDING = {**PAIRING.closing_form, **PAIRING.form("handover_note")}


@adds(PAIRING, PARTIES | FORM, "A child and a Caring Mother to be paired.")
async def pair(writing: Writing, values: Values) -> UUID:
    """Pairs a child in the writer's scope with a Caring Mother the writer can see, perhaps another tenant's.

    The database checks the rest, because only it sees all of her pairings: one open pairing of the two, her capacity,
    her screening, her service area, and that both files are open on the first day.
    """
    child = await find_named(writing, record_of(CHILD), values, "child_id", ("pairing", Verb.MANAGE))
    mother = await find_named(writing, record_of(CARING_MOTHER), values, "caring_mother_id")
    parties = {"tenant_code": child["tenant_code"], "child_id": child["id"], "caring_mother_id": mother["id"]}
    return await add(writing, record_of(PAIRING), values, {**parties, **fill_out(FORM, values)})


@updates(PAIRING, FORM)
async def update_pairing(writing: Writing, values: Values) -> UUID:
    """Changes what is given; who is paired with whom cannot be changed: that is another pairing."""
    found = await find_own(writing, record_of(PAIRING), values)
    return await change(writing, record_of(PAIRING), found, fill_out(FORM, values))


@ends(PAIRING, ENDING, "The end of a pairing.")
async def end_pairing(writing: Writing, values: Values) -> UUID:
    """Ends the pairing on a day, with a reason."""
    found = await find_own(writing, record_of(PAIRING), values)
    refuse_if(found["until_on"], ProblemCode.ALREADY_DONE, "id")
    return await change(writing, record_of(PAIRING), found, fill_out(ENDING, values))


RULES = (pair, update_pairing, end_pairing)
