"""The rules of pairings: two are paired, the pairing is corrected, the pairing is ended."""

from datetime import date
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import Input, InputKind, adds, each, ends, fill_out, updates
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.child.kind import CHILD
from tenants.records.keeping import ON_FILE
from tenants.records.pairing.kind import PAIRING
from tenants.writing.changes import add, change, find_named, refuse_if
from tenants.writing.rule import Changed, Values
from tenants.writing.standing import is_empty

FEBRUARY = 2
PARTIES = PAIRING.form("child", "caring_mother")
AGREEMENT = PAIRING.form("agreement_number", "signed_by", "signed_on", "agreed_until")
FORM = PAIRING.form("from_on", "role", "handover_note") | AGREEMENT
DECLARED = PAIRING.form("kinship_excluded", "predecessor")
RENEWING = {**AGREEMENT, **PAIRING.form("agreed_until", required=True)}
ENDING = {**PAIRING.closing_form, **PAIRING.form("handover_note")}


@adds(PAIRING, PARTIES | FORM | DECLARED, "A child and a Caring Mother to be paired.", standing=ON_FILE, zh="结对")
async def pair(writing: Writing, values: Values) -> UUID:
    """Pairs a child in the writer's scope with a Caring Mother the writer can see, perhaps another tenant's.

    The database checks the rest, because only it sees all of her pairings: one open pairing of the two, her capacity,
    her screening, her service area, the child's one lead, and that both files are open on the first day.
    """
    refuse_if(values.get("kinship_excluded") is not True, ProblemCode.REQUIRED, "kinship_excluded")
    child = await pair.find_parent(writing, CHILD, values)
    mother = await find_named(writing, record_of(CARING_MOTHER), values, "caring_mother_id")
    parties = {"tenant_code": child["tenant_code"], "child_id": child["id"], "caring_mother_id": mother["id"]}
    columns = fill_out(FORM, values)
    columns["agreed_until"] = columns.get("agreed_until") or a_year_after(columns["from_on"])
    refuse_short(columns)
    before = await find_predecessor(writing, values, child["id"], columns["from_on"])
    declared = {"kinship_excluded": True, "predecessor_id": before}
    return await add(writing, record_of(PAIRING), values, {**parties, **columns, **declared})


async def find_predecessor(writing: Writing, values: Values, child: UUID, from_on: date) -> UUID | None:
    """The ended pairing of the same child that it takes over from, if one is named."""
    if values.get("predecessor_id") is None:
        return None
    found = await find_named(writing, record_of(PAIRING), values, "predecessor_id", ("pairing", Verb.MANAGE))
    refuse_if(found["child_id"] != child, ProblemCode.NOT_FOUND, "predecessor_id")
    ended = found["until_on"] is not None and found["until_on"] <= from_on
    refuse_if(not ended, ProblemCode.OUT_OF_ORDER, "predecessor_id")
    return UUID(str(found["id"]))


def refuse_short(pairing: Values) -> None:
    agreed = pairing["agreed_until"]
    refuse_if(agreed and agreed < a_year_after(pairing["from_on"]), ProblemCode.TERM_TOO_SHORT, "agreed_until")


def a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == FEBRUARY else day.day)


@each(
    PAIRING,
    Input(InputKind.CREATE, PARTIES | FORM | DECLARED, "A pairing to confirm."),
    "Pairings to confirm.",
    {},
    standing=ON_FILE,
    zh="确认结对建议",
)
async def confirm_pairings(writing: Writing, values: Values) -> UUID | Changed:
    """Pairs as many as are given, such as have been proposed: each as `pair` does, done or refused by itself."""
    return await pair.change(writing, values)


@updates(PAIRING, FORM)
async def update_pairing(writing: Writing, values: Values) -> UUID:
    """Changes what is given; who is paired with whom cannot be changed: that is another pairing."""
    found = await update_pairing.find(writing, values)
    columns = fill_out(FORM, values)
    if "from_on" in columns and found["agreed_until"] == a_year_after(found["from_on"]):
        columns.setdefault("agreed_until", a_year_after(columns["from_on"]))
    if columns.keys() & {"from_on", "agreed_until"}:
        refuse_short({**found, **columns})
    return await change(writing, record_of(PAIRING), found, columns)


@ends(PAIRING, RENEWING, "A further term of an open pairing.", standing=(is_empty("until_on"),), zh="续签")
async def renew_pairing(writing: Writing, values: Values) -> UUID:
    """Renews the agreement of an open pairing until a later day; the history keeps the terms before."""
    found = await renew_pairing.find(writing, values)
    columns = fill_out(RENEWING, values)
    earlier = found["agreed_until"] and columns["agreed_until"] <= found["agreed_until"]
    refuse_if(earlier, ProblemCode.OUT_OF_ORDER, "agreed_until")
    refuse_short({**found, **columns})
    return await change(writing, record_of(PAIRING), found, columns)


@ends(
    PAIRING,
    ENDING,
    "The end of a pairing.",
    standing=(is_empty("until_on", ProblemCode.ALREADY_DONE),),
    zh="结束结对",
)
async def end_pairing(writing: Writing, values: Values) -> UUID:
    """Ends the pairing on a day, with a reason."""
    found = await end_pairing.find(writing, values)
    return await change(writing, record_of(PAIRING), found, fill_out(ENDING, values))


RULES = (pair, confirm_pairings, update_pairing, renew_pairing, end_pairing)
