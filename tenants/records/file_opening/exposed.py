"""How an opening is seen: by the tenant that keeps the file, at once, and by whoever opened it."""

from sqlalchemy import Boolean, ColumnElement, FromClause, func, select

from tenants.access.reach import Reach
from tenants.acting_sql import HIGH, LOW
from tenants.reading.exposures import computed, in_tenant, located, one
from tenants.reading.record import Depth, Filter, Record, as_it_is
from tenants.records.file_opening.table import file_openings
from tenants.records.standard import STANDARD_FIELDS


def holds(row: FromClause) -> ColumnElement[bool]:
    """It has neither expired nor been closed, by the database's clock."""
    return row.c.closed_at.is_(None) & (row.c.expires_at > func.now())


def mine(row: FromClause) -> ColumnElement[bool]:
    """The user opened it under this grant, and the file is still in its range."""
    by_me = row.c.created_by == select(func.acting_user()).scalar_subquery()
    return by_me & (row.c.opened_from == LOW) & (row.c.tenant_code >= LOW) & (row.c.tenant_code < HIGH)


FILE_OPENING_RECORD = Record(
    name="FileOpening",
    single="file_opening",
    plural="file_openings",
    table=file_openings,
    fields={
        **STANDARD_FIELDS,
        "child": one("Child", lambda row, child: child.c.id == row.c.child_id),
        **located("reason", "opened_by", "opened_as", "opened_from", "expires_at", "closed_at"),
        "open": computed(holds, Depth.LOCATED),
    },
    orders={"ID": "id"},
    filters={
        "tenant": in_tenant(),
        "open": Filter(lambda row, open_: holds(row) == open_, ((Boolean(), as_it_is),)),
    },
    reaches={Reach.SELF: mine},
)
