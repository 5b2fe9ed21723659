"""The rules of needs beside the ordinary ones: met by a support of the same child, or ended for a reason."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.records.need.enums import NeedOutcome
from tenants.records.need.kind import NEED
from tenants.records.support import SUPPORT
from tenants.writing.changes import change, find_named, find_own, refuse_if
from tenants.writing.rule import Values

MEETING = {
    **NEED.form("settled_on", required=True),
    "support_id": NEED.fields["met_by"].with_options(required=True, hint="One of the need's own supports."),
    **NEED.form("outcome_note"),
}
DECLINING = {**NEED.closing_form, **NEED.form("outcome_note")}


@ends(NEED, MEETING, "The support that met a need, and when.")
async def meet_need(writing: Writing, values: Values) -> UUID:
    """Settles a need as met: by a support that was brought for it."""
    found = await find_own(writing, record_of(NEED), values)
    refuse_if(found["settled_on"], ProblemCode.ALREADY_DONE, "id")
    support = await find_named(writing, record_of(SUPPORT), values, "support_id")
    refuse_if(support["need_id"] != found["id"], ProblemCode.NOT_FOUND, "support_id")
    refuse_if(support["closed_on"], ProblemCode.CLOSED, "support_id")
    columns = fill_out(MEETING, values)
    refuse_if(columns["settled_on"] < support["supported_on"], ProblemCode.OUT_OF_ORDER, "settled_on")
    met = {"outcome": NeedOutcome.MET, "met_by_id": support["id"]}
    return await change(writing, record_of(NEED), found, {**columns, **met})


@ends(NEED, DECLINING, "Why a need is not going to be met from here.")
async def decline_need(writing: Writing, values: Values) -> UUID:
    """Settles a need without a support of ours, for a reason."""
    found = await find_own(writing, record_of(NEED), values)
    refuse_if(found["settled_on"], ProblemCode.ALREADY_DONE, "id")
    columns = fill_out(DECLINING, values)
    refuse_if(columns["outcome"] == NeedOutcome.MET, ProblemCode.MALFORMED, "outcome")
    return await change(writing, record_of(NEED), found, columns)


@ends(NEED, {}, "A need that was settled by mistake, or has come back.")
async def reopen_need(writing: Writing, values: Values) -> UUID:
    """Takes up a settled need again."""
    found = await find_own(writing, record_of(NEED), values)
    refuse_if(found["settled_on"] is None, ProblemCode.ALREADY_DONE, "id")
    nothing = dict.fromkeys(("settled_on", "outcome", "met_by_id", "outcome_note"))
    return await change(writing, record_of(NEED), found, nothing)


RULES = (meet_need, decline_need, reopen_need)
