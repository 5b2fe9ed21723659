"""The rules of needs beside the ordinary ones: met by a support of the same child, or ended for a reason."""

from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, exists, select

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.kinds.table import table_of
from tenants.records.child.kind import CHILD
from tenants.records.erasure import UNERASED
from tenants.records.need.enums import NeedOutcome
from tenants.records.need.kind import NEED
from tenants.records.support import SUPPORT
from tenants.writing.changes import change, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty, is_filled

MEETING = {
    **NEED.form("settled_on", required=True),
    "support_id": NEED.fields["met_by"].with_options(required=True, hint="One of the need's own supports."),
    **NEED.form("outcome_note"),
}
DECLINING = {**NEED.closing_form, **NEED.form("outcome_note")}
UNSETTLED = (is_empty("settled_on", ProblemCode.ALREADY_DONE), UNERASED)


def is_kept_here(row: FromClause) -> ColumnElement[bool]:
    """The child's file is still where the need is: what is over elsewhere does not begin again there."""
    child = table_of(CHILD).alias()
    kept = (child.c.id == row.c.child_id) & (child.c.tenant_code == row.c.tenant_code)
    return exists(select(child.c.id).where(kept).correlate_except(child))


@ends(NEED, MEETING, "The support that met a need, and when.", standing=UNSETTLED, zh="登记解决")
async def meet_need(writing: Writing, values: Values) -> UUID:
    """Settles a need as met: by a support that was brought for it."""
    found = await meet_need.find(writing, values)
    support = await find_named(writing, record_of(SUPPORT), values, "support_id")
    refuse_if(support["need_id"] != found["id"], ProblemCode.NOT_FOUND, "support_id")
    refuse_if(support["closed_on"], ProblemCode.CLOSED, "support_id")
    columns = fill_out(MEETING, values)
    refuse_if(columns["settled_on"] < support["supported_on"], ProblemCode.OUT_OF_ORDER, "settled_on")
    met = {"outcome": NeedOutcome.MET, "met_by_id": support["id"]}
    return await change(writing, record_of(NEED), found, {**columns, **met})


@ends(NEED, DECLINING, "Why a need is not going to be met from here.", standing=UNSETTLED, zh="不再办理")
async def decline_need(writing: Writing, values: Values) -> UUID:
    """Settles a need without a support of ours, for a reason."""
    found = await decline_need.find(writing, values)
    columns = fill_out(DECLINING, values)
    refuse_if(columns["outcome"] == NeedOutcome.MET, ProblemCode.MALFORMED, "outcome")
    return await change(writing, record_of(NEED), found, columns)


@ends(
    NEED,
    {},
    "A need that was settled by mistake, or has come back.",
    standing=(is_filled("settled_on", ProblemCode.ALREADY_DONE), Standing(is_kept_here, ProblemCode.CLOSED), UNERASED),
    zh="重新办理",
)
async def reopen_need(writing: Writing, values: Values) -> UUID:
    """Takes up a settled need again."""
    found = await reopen_need.find(writing, values)
    nothing = dict.fromkeys(("settled_on", "outcome", "met_by_id", "outcome_note"))
    return await change(writing, record_of(NEED), found, nothing)


RULES = (meet_need, decline_need, reopen_need)
