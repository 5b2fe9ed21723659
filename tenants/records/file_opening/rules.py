"""The rules of opening a file with a reason: who may, why, and that it can end before its time."""

from datetime import UTC, datetime
from uuid import UUID

from tenants.access.reach import Verb
from tenants.audit.logging import log_opening
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.reading.opening import Place
from tenants.records.child.exposed import CHILD_RECORD
from tenants.records.file_opening.exposed import FILE_OPENING_RECORD
from tenants.writing.changes import add, change, find_named, find_own, refuse_if
from tenants.writing.form import Entry, at_least, at_most, fill_out
from tenants.writing.rule import Values, rule

FORM = {"reason": Entry((at_least(10), at_most(500)), required=True)}
OPENING = Place("CHILD", ("fileOpening",))


@rule("file_opening", Verb.ADD)
async def open_child_file(writing: Writing, values: Values) -> UUID:
    """Opens the file of a child kept below your tenant for three hours; its keeper is told, and the reason logged."""
    child = await find_named(writing, CHILD_RECORD, values, "child_id", ("file_opening", Verb.ADD))
    held = await writing.text_row("select $1 = any (acting_openings()) as held", [child["id"]])
    own = child["tenant_code"] == writing.acting.grant.low
    refuse_if(own or (held and held["held"]), ProblemCode.ALREADY_DONE, "child_id")
    kept = {"tenant_code": child["tenant_code"], "child_id": child["id"]}
    opened = await add(writing, FILE_OPENING_RECORD, values, {**kept, **fill_out(FORM, values)})
    await log_opening(writing, OPENING, child["id"], child["tenant_code"])
    return opened


@rule("file_opening", Verb.MANAGE)
async def end_file_opening(writing: Writing, values: Values) -> UUID:
    """Ends an opening before its time: your own, or one of a file you keep."""
    found = await find_own(writing, FILE_OPENING_RECORD, values)
    now = datetime.now(UTC)
    refuse_if(found["closed_at"] or found["expires_at"] <= now, ProblemCode.ALREADY_DONE, "id")
    return await change(writing, FILE_OPENING_RECORD, found, {"closed_at": now})
