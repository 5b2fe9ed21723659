"""The rules of screenings: one application at a time, decided once by somebody who had no part in it, and revoked."""

from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, exists, func, select

from tenants.access.scope import Verb
from tenants.clock import today
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.kinds.table import table_of
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.screening.kind import SCREENING, ScreeningStage
from tenants.writing.changes import add, change, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty, is_in

FORM = SCREENING.form("caring_mother", "applied_on", "statement", "recommended_by")
DECISION = {**SCREENING.form("state", required=True), **SCREENING.form("approved_until", "opinion")}
REVOCATION = SCREENING.form("lapsed_reason", required=True)
APPLIED = is_in("state", ScreeningStage.APPLIED)


def is_registered(row: FromClause) -> ColumnElement[bool]:
    mother = table_of(CARING_MOTHER).alias()
    registered = (mother.c.id == row.c.caring_mother_id) & mother.c.closed_on.is_(None)
    return exists(select(mother.c.id).where(registered).correlate_except(mother))


# Of an application.
REGISTERED = Standing(is_registered, ProblemCode.CLOSED)


def has_no_part(row: FromClause) -> ColumnElement[bool]:
    return func.may_decide_screening(row.c.caring_mother_id, row.c.created_by)


@adds(SCREENING, FORM, "An application to be screened.", standing=(is_empty("closed_on"),), zh="申请审核")
async def apply_for_screening(writing: Writing, values: Values) -> UUID:
    """Opens an application, the first one or a renewal; what was decided before holds until this one is decided."""
    mother = await apply_for_screening.find_parent(writing, CARING_MOTHER, values)
    kept = {"tenant_code": mother["tenant_code"], "caring_mother_id": mother["id"]}
    return await add(writing, record_of(SCREENING), values, {**kept, **fill_out(FORM, values)})


@ends(
    SCREENING,
    DECISION,
    "What is decided on an application, by somebody who had no part in it.",
    Verb.APPROVE,
    standing=(
        APPLIED,
        REGISTERED,
        Standing(has_no_part, ProblemCode.SAME_PERSON),
    ),
    zh="审核",
)
async def decide_screening(writing: Writing, values: Values) -> UUID:
    """Approves her until a day, or rejects her and says why; by nobody who had a part in it."""
    found = await decide_screening.find(writing, values)
    columns = {"approved_until": None, "opinion": None} | fill_out(DECISION, values)
    state, until = columns["state"], columns["approved_until"]
    approved = state == ScreeningStage.APPROVED
    refuse_if(state not in {ScreeningStage.APPROVED, ScreeningStage.REJECTED}, ProblemCode.MALFORMED, "state")
    refuse_if(approved and until is None, ProblemCode.REQUIRED, "approved_until")
    refuse_if(until and (not approved or until <= today()), ProblemCode.OUT_OF_ORDER, "approved_until")
    refuse_if(not approved and columns["opinion"] is None, ProblemCode.REQUIRED, "opinion")
    return await change(writing, record_of(SCREENING), found, columns)


@ends(SCREENING, {}, "An application that is not to be decided.", standing=(APPLIED,), zh="撤回申请")
async def withdraw_screening(writing: Writing, values: Values) -> UUID:
    """Takes back an application that was not decided yet."""
    found = await withdraw_screening.find(writing, values)
    return await change(writing, record_of(SCREENING), found, {"state": ScreeningStage.WITHDRAWN})


@ends(
    SCREENING,
    REVOCATION,
    "Why an approval no longer holds.",
    Verb.APPROVE,
    standing=(is_in("state", ScreeningStage.APPROVED), is_empty("lapsed_on", ProblemCode.ALREADY_DONE)),
    zh="撤销通过",
)
async def revoke_screening(writing: Writing, values: Values) -> UUID:
    """Ends an approval at once; she is paired again once a new application is approved."""
    found = await revoke_screening.find(writing, values)
    return await change(writing, record_of(SCREENING), found, {"lapsed_on": today(), **fill_out(REVOCATION, values)})


RULES = (apply_for_screening, decide_screening, withdraw_screening, revoke_screening)
