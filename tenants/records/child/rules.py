"""The rules of a child's file: opened, kept up to date, put on file, closed."""

import json
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import update

from tenants.access.reach import Verb
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.pairing.table import pairings
from tenants.records.pairing.terms import PairingEnding
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
CATEGORY = ("category", "category_source", "category_since")
CLOSING = {"closed_on": Entry((not_future,), required=True), "closed_reason": Entry(required=True)}


@rule("child", Verb.MANAGE)
async def register_child(writing: Writing, values: Values) -> UUID:
    """Opens the file of a child identified in the tenant; on file as soon as the consent is there."""
    tenant = await keeping_tenant(writing, CHILD_RECORD, values["tenant"])
    columns = fill_out(FORM, values)
    columns.setdefault("category_since", columns["identified_on"])
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
    """The category's history with the one that ends now, where the category changes on a later day."""
    since = columns.get("category_since", found["category_since"])
    refuse_if(
        since < found["category_since"] and json.loads(found["category_history"]),
        ProblemCode.OUT_OF_ORDER,
        "category_since",
    )
    if columns.get("category", found["category"]) == found["category"] or since <= found["category_since"]:
        return {}
    ended = {
        "category": found["category"],
        "source": found["category_source"],
        "since": str(found["category_since"]),
        "until": str(since),
    }
    return {"category_history": [*json.loads(found["category_history"]), ended]}


@rule("child", Verb.MANAGE)
async def close_child(writing: Writing, values: Values) -> UUID:
    """Closes the file, and with it the child's open pairings."""
    found = await find_own(writing, CHILD_RECORD, values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    columns = fill_out(CLOSING, values)
    closed = await change(writing, CHILD_RECORD, found, columns)
    ended = {"until_on": columns["closed_on"], "ended_reason": PairingEnding.CHILD_FILE_CLOSED}
    still_open = (pairings.c.child_id == closed) & pairings.c.until_on.is_(None)
    await run(writing, update(pairings).where(still_open).values(version=pairings.c.version + 1, **ended))
    return closed
