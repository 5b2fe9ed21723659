"""The rules of enquiries: sent by whoever was told that a number is on file elsewhere, and answered once."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.child.kind import CHILD
from tenants.records.enquiry.kind import FILE_ENQUIRY, RECEIVED_ENQUIRY
from tenants.records.identity import NUMBER, hash_number
from tenants.writing.changes import add, change, find_keeping_tenant, run_text
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

FORM = {
    **{name: one.with_options(required=True) for name, one in FILE_ENQUIRY.form(NUMBER).items()},
    **FILE_ENQUIRY.form("question"),
}
ANSWER = {
    **{name: one.with_options(required=True) for name, one in RECEIVED_ENQUIRY.form("answer").items()},
    **RECEIVED_ENQUIRY.form("answer_note"),
}
SEND = "select send_enquiry($1, $2)"


@adds(
    FILE_ENQUIRY,
    {"tenant": KEEPING_TENANT.with_options(hint="Which asks."), **FORM},
    "The number that you were told is on file elsewhere, and your question.",
    Verb.ADD,
    zh="查询在档单位",
)
async def ask_keeper(writing: Writing, values: Values) -> UUID:
    """Asks whoever keeps the open file with a number that you have just been refused; you see the answer alone."""
    tenant = await find_keeping_tenant(writing, record_of(FILE_ENQUIRY), values["tenant"], Verb.ADD)
    columns = fill_out(FORM, values)
    asked = await add(writing, record_of(FILE_ENQUIRY), values, {"tenant_code": tenant, **columns})
    await run_text(writing, SEND, asked, hash_number(writing, CHILD, columns[NUMBER]))
    return asked


@ends(
    RECEIVED_ENQUIRY,
    ANSWER,
    "The answer to an enquiry, and what else the other branch may know.",
    standing=(is_empty("answered_on", ProblemCode.ALREADY_DONE),),
    zh="答复",
)
async def answer_enquiry(writing: Writing, values: Values) -> UUID:
    """Answers another branch's enquiry, once and for all; it sees the answer, the note and the day."""
    found = await answer_enquiry.find(writing, values)
    answered = {**fill_out(ANSWER, values), "answered_on": today()}
    return await change(writing, record_of(RECEIVED_ENQUIRY), found, answered)


ASKING = (ask_keeper,)
ANSWERING = (answer_enquiry,)
