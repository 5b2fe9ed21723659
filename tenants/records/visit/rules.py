"""The rules of visits: recorded by the Caring Mother or the caseworker, corrected by the caseworker."""

from datetime import date
from uuid import UUID

import asyncpg

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out, updates
from tenants.records.pairing.kind import PAIRING
from tenants.records.visit.kind import VISIT
from tenants.writing.changes import add, change, find, find_named, find_own, refuse_if
from tenants.writing.rule import Values

TOLD = VISIT.form("visited_on", "kind", "contact_made", "findings", "follow_up")


@adds(VISIT, VISIT.form("pairing") | TOLD, "A visit of a pairing.", Verb.ADD)
async def record_visit(writing: Writing, values: Values) -> UUID:
    """Records a visit of a pairing, on a day of that pairing."""
    pairing = await find_named(writing, record_of(PAIRING), values, "pairing_id", ("visit", Verb.ADD))
    columns = fill_out(TOLD, values)
    refuse_outside(pairing, columns["visited_on"])
    parties = {name: pairing[name] for name in ("tenant_code", "child_id", "caring_mother_id")}
    return await add(writing, record_of(VISIT), values, {**parties, "pairing_id": pairing["id"], **columns})


@updates(VISIT, TOLD)
async def update_visit(writing: Writing, values: Values) -> UUID:
    """Corrects what is given."""
    found = await find_own(writing, record_of(VISIT), values)
    columns = fill_out(TOLD, values)
    pairing = await find(writing, record_of(PAIRING), found["pairing_id"], "id", None)
    refuse_outside(pairing, columns.get("visited_on", found["visited_on"]))
    return await change(writing, record_of(VISIT), found, columns)


def refuse_outside(pairing: asyncpg.Record, day: date) -> None:
    outside = day < pairing["from_on"] or (pairing["until_on"] is not None and day >= pairing["until_on"])
    refuse_if(outside, ProblemCode.OUT_OF_ORDER, "visited_on")


RULES = (record_visit, update_visit)
