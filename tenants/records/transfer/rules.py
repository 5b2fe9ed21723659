"""The rules of a transfer: requested and withdrawn by who keeps the file, accepted or rejected by who is to have it."""

from uuid import UUID

import asyncpg

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.keeping import find_file
from tenants.records.transfer.kind import TRANSFER, TransferState
from tenants.writing.changes import add, change, find_own, refuse_if
from tenants.writing.rule import Changed, PayloadField, Values

FORM = TRANSFER.form("child", "receiver", "reason")
ACCEPTING = TRANSFER.form("pairings_continue", required=True)
DECLINING = TRANSFER.form("decision_note", required=True)
MOVED_CHILD = PayloadField("child", "Child", "The child, whose file is kept by the receiver now.")
ENDED_PAIRINGS = PayloadField("ended_pairings", "Pairing", "The pairings that it ended, the oldest first.", most=20)
ENDED = """select coalesce(array_agg(id order by id), '{}') as ids from pairings
    where child_id = $1 and until_on = $2 and ended_reason = 'MOVED'"""


@adds(TRANSFER, FORM, "A file to be handed over to another tenant.")
async def request_transfer(writing: Writing, values: Values) -> UUID:
    """Asks another tenant to take over a file, one at a time; kept by consent, it is handed over by consent."""
    kept = await find_file(writing, TRANSFER, values)
    asked = {**kept, "receiver_code": values["receiver"], **fill_out(FORM, values)}
    return await add(writing, record_of(TRANSFER), values, asked)


@ends(TRANSFER, ACCEPTING, "A file to be kept from today on.", Verb.APPROVE, MOVED_CHILD, ENDED_PAIRINGS)
async def accept_transfer(writing: Writing, values: Values) -> Changed:
    """Takes over a file, and with it what goes on: open needs, wishes, and pairings or their end.

    What is over stays with the sender, where it was done; the receiver reads it all.
    """
    found = await find_requested(writing, values, Verb.APPROVE)
    columns = {**fill_out(ACCEPTING, values), "state": TransferState.ACCEPTED}
    accepted = await change(writing, record_of(TRANSFER), found, columns)
    now = await writing.fetch_text("select decided_on from transfers where id = $1", [accepted])
    ended = await writing.fetch_text(ENDED, [found["child_id"], now and now["decided_on"]])
    moved = {"child": found["child_id"], "ended_pairings": ended["ids"] if ended else []}
    return Changed({"transfer": accepted, **moved})


@ends(TRANSFER, DECLINING, "Why a file is not taken over.", Verb.APPROVE)
async def reject_transfer(writing: Writing, values: Values) -> UUID:
    """Leaves the file with the sender, and says why."""
    return await decline(writing, values, Verb.APPROVE, TransferState.REJECTED)


@ends(TRANSFER, DECLINING, "Why a file is not handed over after all.")
async def withdraw_transfer(writing: Writing, values: Values) -> UUID:
    """Takes back a request that was not decided yet."""
    return await decline(writing, values, Verb.MANAGE, TransferState.WITHDRAWN)


async def decline(writing: Writing, values: Values, verb: Verb, state: TransferState) -> UUID:
    found = await find_requested(writing, values, verb)
    return await change(writing, record_of(TRANSFER), found, {**fill_out(DECLINING, values), "state": state})


async def find_requested(writing: Writing, values: Values, verb: Verb) -> asyncpg.Record:
    """The transfer, which is still to be decided. Raises as `find_own` does, and ALREADY_DONE."""
    found = await find_own(writing, record_of(TRANSFER), values, verb)
    refuse_if(found["state"] != TransferState.REQUESTED, ProblemCode.ALREADY_DONE, "id")
    return found


RULES = (request_transfer, accept_transfer, reject_transfer, withdraw_transfer)
