"""The rules of visits: recorded by the Caring Mother or the caseworker, corrected by the caseworker."""

from datetime import date
from uuid import UUID

import asyncpg

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.pairing.exposed import PAIRING_RECORD
from tenants.records.visit.exposed import VISIT_RECORD
from tenants.writing.changes import add, change, find, find_named, find_own, refuse_if
from tenants.writing.form import Entry, at_most, fill_out, not_future
from tenants.writing.rule import Values, rule

FORM = {
    "visited_on": Entry((not_future,), required=True),
    "kind": Entry(required=True),
    "contact_made": Entry(required=True),
    "findings": Entry((at_most(4000),)),
    "follow_up": Entry((at_most(4000),)),
}


@rule("visit", Verb.ADD)
async def record_visit(writing: Writing, values: Values) -> UUID:
    """Records a visit of a pairing, on a day of that pairing."""
    pairing = await find_named(writing, PAIRING_RECORD, values, "pairing_id", ("visit", Verb.ADD))
    columns = fill_out(FORM, values)
    refuse_outside(pairing, columns["visited_on"])
    parties = {name: pairing[name] for name in ("tenant_code", "child_id", "caring_mother_id")}
    return await add(writing, VISIT_RECORD, values, {**parties, "pairing_id": pairing["id"], **columns})


@rule("visit", Verb.MANAGE)
async def update_visit(writing: Writing, values: Values) -> UUID:
    """Corrects what is given."""
    found = await find_own(writing, VISIT_RECORD, values)
    columns = fill_out(FORM, values)
    pairing = await find(writing, PAIRING_RECORD, found["pairing_id"], "id", None)
    refuse_outside(pairing, columns.get("visited_on", found["visited_on"]))
    return await change(writing, VISIT_RECORD, found, columns)


def refuse_outside(pairing: asyncpg.Record, day: date) -> None:
    outside = day < pairing["from_on"] or (pairing["until_on"] is not None and day > pairing["until_on"])
    refuse_if(outside, ProblemCode.OUT_OF_ORDER, "visited_on")
