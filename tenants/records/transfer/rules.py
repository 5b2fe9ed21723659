"""The rules of a transfer: requested and withdrawn by who keeps the file, accepted or rejected by who is to have it."""

from uuid import UUID

import asyncpg

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.keeping import OPEN_FILE, find_file
from tenants.records.transfer.kind import TRANSFER, TransferState
from tenants.writing.changes import add, change
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import is_in, is_not_own_content

FORM = TRANSFER.form("child", "receiver", "reason")
ACCEPTING = TRANSFER.form("pairings_continue", required=True)
DECLINING = TRANSFER.form("decision_note", required=True)
REQUESTED = is_in("state", TransferState.REQUESTED)
REQUESTED_BY_ANOTHER = (REQUESTED, is_not_own_content("TRANSFER"))
MOVED_CHILD = PayloadField("child", "Child", "The child, whose file is kept by the receiver now.")
ENDED_PAIRINGS = PayloadField("ended_pairings", "Pairing", "The pairings that it ended, the oldest first.", most=20)
ENDED = """select coalesce(array_agg(id order by id), '{}') as ids from pairings
    where child_id = $1 and until_on = $2 and ended_reason = 'MOVED'"""


@adds(TRANSFER, FORM, "A file to be handed over to another tenant.", standing=OPEN_FILE, zh="申请转档")
async def request_transfer(writing: Writing, values: Values) -> UUID:
    """Asks another tenant to take over a file, one at a time; kept by consent, it is handed over by consent."""
    kept = await find_file(writing, request_transfer, values)
    asked = {**kept, "receiver_code": values["receiver"], **fill_out(FORM, values)}
    return await add(writing, record_of(TRANSFER), values, asked)


@ends(
    TRANSFER,
    ACCEPTING,
    "A file to be kept from today on.",
    Verb.APPROVE,
    MOVED_CHILD,
    ENDED_PAIRINGS,
    standing=REQUESTED_BY_ANOTHER,
    zh="接收档案",
)
async def accept_transfer(writing: Writing, values: Values) -> Changed:
    """Takes over a file, and with it what goes on: open needs, wishes, and pairings or their end.

    What is over stays with the sender, where it was done; the receiver reads it all.
    """
    found = await accept_transfer.find(writing, values)
    columns = {**fill_out(ACCEPTING, values), "state": TransferState.ACCEPTED}
    accepted = await change(writing, record_of(TRANSFER), found, columns)
    now = await writing.fetch_text("select decided_on from transfers where id = $1", [accepted])
    ended = await writing.fetch_text(ENDED, [found["child_id"], now and now["decided_on"]])
    moved = {"child": found["child_id"], "ended_pairings": ended["ids"] if ended else []}
    return Changed({"transfer": accepted, **moved})


@ends(TRANSFER, DECLINING, "Why a file is not taken over.", Verb.APPROVE, standing=REQUESTED_BY_ANOTHER, zh="不予接收")
async def reject_transfer(writing: Writing, values: Values) -> UUID:
    """Leaves the file with the sender, and says why."""
    found = await reject_transfer.find(writing, values)
    return await decline(writing, found, values, TransferState.REJECTED)


@ends(TRANSFER, DECLINING, "Why a file is not handed over after all.", standing=(REQUESTED,), zh="撤回申请")
async def withdraw_transfer(writing: Writing, values: Values) -> UUID:
    """Takes back a request that was not decided yet."""
    found = await withdraw_transfer.find(writing, values)
    return await decline(writing, found, values, TransferState.WITHDRAWN)


async def decline(writing: Writing, found: asyncpg.Record, values: Values, state: TransferState) -> UUID:
    return await change(writing, record_of(TRANSFER), found, {**fill_out(DECLINING, values), "state": state})


RULES = (request_transfer, accept_transfer, reject_transfer, withdraw_transfer)
