"""The rules of attachments: each is of an open file, and named with it what it belongs to there."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import Fields
from tenants.kinds.mutation import adds, fill_out
from tenants.records.attachment.kind import ATTACHMENT, KNOWN_BY
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.records.ordinary_rules import find_references
from tenants.writing.changes import add
from tenants.writing.rule import Values

NAMED = ATTACHMENT.form("consent", "visit", "support")
FORM: Fields = {
    **ATTACHMENT.form("kind", "taken_on", "media_type", "size"),
    **{name: one.with_options(required=name != "file_name") for name, one in KNOWN_BY.items()},
    **NAMED,
}


@adds(ATTACHMENT, ATTACHMENT.form("child") | FORM, "What was stored for a child's file.", standing=OPEN_FILE)
async def add_attachment(writing: Writing, values: Values) -> UUID:
    """Adds what was stored to a child's file; a photo needs consent. It is never changed: another one replaces it."""
    kept = await find_file(writing, add_attachment, values)
    named = await find_references(writing, ATTACHMENT, NAMED, values)
    return await add(writing, record_of(ATTACHMENT), values, {**kept, **named, **fill_out(FORM, values)})


RULES = (add_attachment,)
