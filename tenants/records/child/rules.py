"""The rules of a child's file: opened, kept up to date, put on file, closed."""

import json
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Date, bindparam, update

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.pairing.table import pairings
from tenants.records.pairing.terms import PairingEnding
from tenants.sql import compile_statement
from tenants.writing.changes import add, change, find_own, keeping_tenant, refuse_if, run
from tenants.writing.form import Entry, at_most, fill_out, identity_number, not_future, phone
from tenants.writing.rule import Values, rule

FORM = {
    "name": Entry((at_most(50),), required=True),
    "sex": Entry(required=True),
    "birth_date": Entry((not_future,), required=True),
    "identity_number": Entry((identity_number,)),
    "phone": Entry((phone,)),
    "address": Entry((at_most(200),)),
    "school": Entry((at_most(100),)),
    "health": Entry((at_most(2000),)),
    "parents_whereabouts": Entry((at_most(500),)),
    "risk_level": Entry(required=True),
    "category": Entry(required=True),
    "category_source": Entry(required=True),
    "category_since": Entry((not_future,), required=True),
    "identified_on": Entry((not_future,), required=True),
    "on_file_on": Entry((not_future,)),
}
CLOSING = {"closed_on": Entry((not_future,), required=True), "closed_reason": Entry(required=True)}

END_PAIRINGS = compile_statement(
    update(pairings)
    .where(pairings.c.child_id == bindparam("of_child"), pairings.c.until_on.is_(None))
    .values(
        version=pairings.c.version + 1,
        until_on=bindparam("closed_on", type_=Date),
        ended_reason=PairingEnding.CHILD_FILE_CLOSED,
    )
)


@rule("child", Verb.MANAGE)
async def register_child(writing: Writing, values: Values) -> UUID:
    """Opens the file of a child identified in the tenant; on file as soon as the consent is there."""
    tenant = await keeping_tenant(writing, CHILD_RECORD, values["tenant"])
    since = values.get("category_since") or values["identified_on"]
    columns = fill_out(FORM, {**values, "category_since": since})
    return await add(writing, CHILD_RECORD, values, {"tenant_code": tenant, **columns})


@rule("child", Verb.MANAGE)
async def update_child(writing: Writing, values: Values) -> UUID:
    """Changes what is given; a new category that begins later leaves the old one in the history."""
    found = await find_own(writing, CHILD_RECORD, values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    columns = fill_out(FORM, values)
    refuse_if(found["on_file_on"] and columns.get("on_file_on", True) is None, ProblemCode.REQUIRED, "on_file_on")
    return await change(writing, CHILD_RECORD, found, columns | history(found, columns))


def history(found: asyncpg.Record, columns: dict[str, Any]) -> dict[str, Any]:
    """The category's history without gaps: with the one that ends now, or with the day of the last change corrected."""
    past = json.loads(found["category_history"])
    since = columns.get("category_since", found["category_since"])
    if columns.get("category", found["category"]) != found["category"] and since > found["category_since"]:
        past.append(
            {"category": found["category"], "source": found["category_source"], "since": str(found["category_since"])}
        )
    if not past:
        return {}
    past[-1]["until"] = str(since)
    refuse_if(past[-1]["since"] >= str(since), ProblemCode.OUT_OF_ORDER, "category_since")
    on_file_on = columns.get("on_file_on", found["on_file_on"])
    refuse_if(on_file_on and past[0]["since"] > str(on_file_on), ProblemCode.OUT_OF_ORDER, "on_file_on")
    return {"category_history": json.dumps(past)}


@rule("child", Verb.MANAGE)
async def close_child(writing: Writing, values: Values) -> UUID:
    """Closes the file, and with it the child's open pairings."""
    found = await find_own(writing, CHILD_RECORD, values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    columns = fill_out(CLOSING, values)
    closed = await change(writing, CHILD_RECORD, found, columns)
    await run(writing, END_PAIRINGS, {"of_child": closed, "closed_on": columns["closed_on"]}, {"until_on": "closed_on"})
    return closed
