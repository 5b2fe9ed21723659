"""How tenants are seen: one's own and all below in full; by name those above, and those that keep a visible record."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, ColumnElement, FromClause, Text, any_, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.scope import Scope
from tenants.hierarchy.table import tenants
from tenants.reading.connection import Connection
from tenants.reading.exposures import computed, contains, is_one_of, related_many, related_one, summary_columns
from tenants.reading.json import EMPTY_LIST
from tenants.reading.record import Exposure, Filter, Record, View, as_it_is
from tenants.reading.selection import Selection
from tenants.reading.visibility import is_visible

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def kept_by(target: str) -> Exposure:
    """The records kept by a tenant and all below it; with `own: true` only by the tenant itself."""

    def build(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
        def on(record: FromClause) -> ColumnElement[bool]:
            if selection.arguments.get("own"):
                return record.c.tenant_code == row.c.code
            return (record.c.tenant_code >= row.c.code) & (record.c.tenant_code < row.c.code_end)

        return Connection(builder, builder.records[target], selection, on).build()

    return Exposure(View.SUMMARY, build)


def ancestors(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The tenants above it, the province first."""
    above = tenants.alias(builder.alias())
    item = builder.object_of(builder.records["Tenant"], above, selection.below)
    listed = select(func.json_agg(aggregate_order_by(item, above.c.code), type_=JSON)).where(
        above.c.code == any_(func.division_line(row.c.code)),
        above.c.code != row.c.code,
        is_visible(builder.role, TENANT_RECORD, above),
    )
    return func.coalesce(listed.correlate_except(above).scalar_subquery(), EMPTY_LIST, type_=JSON)


def is_tied(row: FromClause) -> ColumnElement[bool]:
    """The tenant keeps a child or a Caring Mother who is visible from elsewhere."""
    return func.actor_names(row.c.code, type_=Boolean)


TENANT_RECORD = Record(
    name="Tenant",
    single="tenant",
    plural="tenants",
    table=tenants,
    key="code",
    tenant_column="code",
    fields={
        "id": computed(lambda row: cast(row.c.code, Text), View.SUMMARY),
        **summary_columns("code", "name", "level", "opened_on", "closed_on"),
        "parent": related_one(
            "Tenant", lambda row, tenant: tenant.c.code == row.c.parent_code, hidden_from="parent_code"
        ),
        "ancestors": Exposure(View.SUMMARY, ancestors),
        "branches": related_many("Tenant", lambda row, tenant: tenant.c.parent_code == row.c.code),
    },
    filters={
        "level": is_one_of("level"),
        "closed": Filter(lambda row, closed: row.c.closed_on.is_not(None) == closed, ((Boolean(), as_it_is),)),
        "name_contains": contains("name", View.SUMMARY),
    },
    scopes={Scope.TIED: is_tied},
    may_be_late=True,
)
