"""The rules of targets: set and changed by a level above, agreed or contested by the branch itself."""

from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, exists, func, or_, select

from tenants.access.scope import Verb
from tenants.clock import today
from tenants.database.actor_sql import LOW
from tenants.database.transactions import Writing
from tenants.division import line_of
from tenants.errors import ProblemCode
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT
from tenants.kinds.mutation import adds, ends, fill_out, updates
from tenants.records.programme import PROGRAMME
from tenants.records.target.enums import TargetAnswer
from tenants.records.target.kind import OF_PROGRAMMES, TARGET
from tenants.writing.changes import add, change, find_keeping_tenant, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import Standing, is_empty

SET = {"tenant": KEEPING_TENANT, **TARGET.form("indicator", "period", "value", "programme", "programme_only", "note")}
CHANGED = TARGET.form("value", "note")
ANSWER = TARGET.form("answer", "answer_reason")


def is_highest(row: FromClause) -> ColumnElement[bool]:
    """Of a tenant that nothing is above, which sets its own."""
    tenant = TENANT_RECORD.table.alias()
    highest = (tenant.c.code == row.c.tenant_code) & tenant.c.parent_code.is_(None)
    return exists(select(tenant.c.code).where(highest).correlate_except(tenant))


def is_below(row: FromClause) -> ColumnElement[bool]:
    """Nobody sets her own tenant's target, unless nothing is above it."""
    return or_(row.c.code != LOW, row.c.parent_code.is_(None))


BELOW = (Standing(is_below, None),)
# Nobody sets her own tenant's target, nor answers for the branch what she set herself.
SET_ABOVE = Standing(lambda row: or_(row.c.tenant_code != LOW, is_highest(row)), None)
SET_BY_ANOTHER = Standing(
    lambda row: or_(row.c.created_by.is_distinct_from(func.actor_user()), is_highest(row)), ProblemCode.SAME_PERSON
)
OPEN = is_empty("closed_on")


@adds(
    TARGET, SET, "What a tenant below yours is to achieve; only a province sets its own.", standing=BELOW, zh="下达目标"
)
async def set_target(writing: Writing, values: Values) -> UUID:
    """Sets one for a branch below; it is the branch's to agree to it or to contest it."""
    tenant = await find_keeping_tenant(writing, record_of(TARGET), values["tenant"], standing=BELOW)
    columns = {"tenant_code": tenant, **fill_out(SET, values)}
    unknown = columns["programme_only"] and columns["indicator"] not in OF_PROGRAMMES
    refuse_if(unknown, ProblemCode.MALFORMED, "indicator")
    if values.get("programme_id") is not None:
        programme = await find_named(writing, record_of(PROGRAMME), values, "programme_id")
        refuse_if(programme["closed_on"], ProblemCode.CLOSED, "programme_id")
        refuse_if(programme["tenant_code"] not in line_of(tenant), ProblemCode.OUT_OF_ORDER, "programme_id")
        columns["programme_id"] = programme["id"]
    return await add(writing, record_of(TARGET), values, columns)


@updates(TARGET, CHANGED, standing=(OPEN, SET_ABOVE))
async def change_target(writing: Writing, values: Values) -> UUID:
    """Changes what is given; another value is to be answered anew."""
    found = await change_target.find(writing, values)
    return await change(writing, record_of(TARGET), found, fill_out(CHANGED, values))


@ends(
    TARGET, TARGET.closing_form, "The end of a target, by whoever sets it.", standing=(OPEN, SET_ABOVE), zh="撤销目标"
)
async def withdraw_target(writing: Writing, values: Values) -> UUID:
    """Withdraws one on a day, with a reason."""
    found = await withdraw_target.find(writing, values)
    return await change(writing, record_of(TARGET), found, fill_out(TARGET.closing_form, values))


@ends(
    TARGET,
    ANSWER,
    "What the branch says to its target; who contests it says why.",
    Verb.APPROVE,
    standing=(OPEN, SET_BY_ANOTHER),
    zh="回复目标",
)
async def answer_target(writing: Writing, values: Values) -> UUID:
    """Agrees to your own tenant's target, or contests it with a reason."""
    found = await answer_target.find(writing, values)
    columns = {"answer_reason": None} | fill_out(ANSWER, values)
    refuse_if(columns["answer"] is None, ProblemCode.REQUIRED, "answer")
    contested = columns["answer"] == TargetAnswer.CONTESTED
    refuse_if(contested and columns["answer_reason"] is None, ProblemCode.REQUIRED, "answer_reason")
    return await change(writing, record_of(TARGET), found, {**columns, "answered_on": today()})


RULES = (set_target, change_target, withdraw_target, answer_target)
