"""What an opening is: seen by the tenant that keeps the file, at once, and by whoever opened it."""

from sqlalchemy import Boolean, ColumnElement, FromClause, func, select

from tenants.access.roles import RoleName
from tenants.access.scope import Scope
from tenants.database.actor_sql import HIGH, LOW
from tenants.kinds.field import choice, code, computed, moment, reference, text
from tenants.kinds.kind import Criterion, Kind
from tenants.reading.record import Filter, as_it_is
from tenants.records.protections import OPENING


def is_in_effect(row: FromClause) -> ColumnElement[bool]:
    """It has neither expired nor been closed, by the database's clock."""
    return row.c.closed_at.is_(None) & (row.c.expires_at > func.now())


def is_own_opening(row: FromClause) -> ColumnElement[bool]:
    """The user opened it under this grant, and the file is still in its range."""
    by_me = row.c.created_by == select(func.actor_user()).scalar_subquery()
    return by_me & (row.c.opened_from == LOW) & (row.c.tenant_code >= LOW) & (row.c.tenant_code < HIGH)


FILE_OPENING = Kind(
    name="FileOpening",
    zh="档案调阅",
    noun="file opening",
    nouns="file openings",
    description="A child's file, opened with a reason by somebody above its tenant, which sees it here.",
    protection=OPENING,
    scopes={Scope.SELF: is_own_opening},
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, hides=True, description="The child."),
        "reason": text("理由", 500, shortest=10, required=True),
        "opened_by": text(
            "调阅人", 100, required=True, in_forms=False, description="The name of the user who opened it."
        ),
        "opened_as": choice("角色", RoleName, required=True, in_forms=False),
        "opened_from": code(
            "调阅单位", required=True, in_forms=False, description="The tenant of the grant acted under."
        ),
        "expires_at": moment("到期时间", required=True, filter=True, order=True, in_forms=False),
        "closed_at": moment("结束时间", in_forms=False, description="When it was ended early."),
        "open": computed("有效", bool, is_in_effect, required=True, description="Whether it is in effect now."),
    },
    filters={
        "open": Criterion(
            Filter(lambda row, open_: is_in_effect(row) == open_, ((Boolean(), as_it_is),)),
            bool,
            "True: only those in effect now; false: only those that have ended.",
        )
    },
    history=False,
    descriptions={
        "by_id": "An opening by its id.",
        "in_scope": "The openings of files in your scope, and your own.",
        "conditions": "Conditions on openings, all of which have to be met.",
        "orders": "Orders of openings.",
        "kept": "The openings of the children's files kept here and below.",
        "kept_there": "The child is on file there or below.",
        "tenant": "The tenant that keeps the file.",
    },
)
