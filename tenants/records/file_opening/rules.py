"""The rules of opening a file with a reason: who may, why, and that it can end before its time."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, all_, and_, func

from tenants.access.scope import Verb
from tenants.database.actor_sql import LOW
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.reading.disclosure import Disclosure
from tenants.reading.logging import log_access
from tenants.records.child.kind import CHILD
from tenants.records.file_opening.kind import FILE_OPENING
from tenants.writing.changes import add, change
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty

FORM = FILE_OPENING.form("child", "reason")
DISCLOSURE = Disclosure("CHILD", ("fileOpening",))


def is_hidden(row: FromClause) -> ColumnElement[bool]:
    """A file that is neither kept by one's own tenant nor open already."""
    return and_(row.c.tenant_code != LOW, row.c.id != all_(func.actor_openings()))


@adds(
    FILE_OPENING,
    FORM,
    "A child of whom you see only a summary, and why you need to read the file: 10 to 500 characters.",
    Verb.ADD,
    standing=(Standing(is_hidden, ProblemCode.ALREADY_DONE),),
    zh="调阅档案",
)
async def open_child_file(writing: Writing, values: Values) -> UUID:
    """Opens the file of a child kept below your tenant for three hours; its keeper is told, and the reason logged."""
    child = await open_child_file.find_parent(writing, CHILD, values)
    kept = {"tenant_code": child["tenant_code"], "child_id": child["id"]}
    opened = await add(writing, record_of(FILE_OPENING), values, {**kept, **fill_out(FORM, values)})
    await log_access(writing, DISCLOSURE, child["id"], child["tenant_code"])
    return opened


@ends(
    FILE_OPENING,
    {},
    "An opening that is no longer needed, or should not be.",
    standing=(
        is_empty("closed_at", ProblemCode.ALREADY_DONE),
        Standing(lambda row: row.c.expires_at > func.now(), ProblemCode.ALREADY_DONE),
    ),
    zh="结束调阅",
)
async def end_file_opening(writing: Writing, values: Values) -> UUID:
    """Ends an opening before its time: your own, or one of a file you keep."""
    found = await end_file_opening.find(writing, values)
    return await change(writing, record_of(FILE_OPENING), found, {"closed_at": datetime.now(UTC)})


RULES = (open_child_file, end_file_opening)
