"""How the access log is seen: by auditors, and by those who keep the files that were opened."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Text,
    Uuid,
    and_,
    any_,
    column,
    exists,
    false,
    func,
    not_,
    or_,
    select,
)

from tenants.access.scope import Scope, Verb
from tenants.audit.table import access_log
from tenants.database.actor_sql import HIGH, LINE, LOW
from tenants.reading.exposures import in_tenant, is_equal, is_one_of, related_many, summary_columns
from tenants.reading.json import EMPTY_LIST
from tenants.reading.ranges import between
from tenants.reading.record import Exposure, Filter, Record, View, as_it_is
from tenants.reading.roots import parse_uuid
from tenants.reading.selection import Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def in_range(code: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(code >= LOW, code < HIGH)


def names_one_below(row: FromClause) -> ColumnElement[bool]:
    """It names a record that is kept in the range."""
    named = func.unnest(row.c.tenant_codes).table_valued(column("code", BigInteger), name="named").render_derived()
    return exists(select(named.c.code).where(in_range(named.c.code)).correlate_except(named))


def searched_above(row: FromClause) -> ColumnElement[bool]:
    """Files were searched, those of the grant's tenant among them."""
    return and_(row.c.searched, row.c.tenant_code == LINE)


def record_ids(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
    """The records it names: all where the range is where it was done, else only those the range keeps."""
    unnested = func.unnest(row.c.record_ids, row.c.tenant_codes)
    columns = (column("id", Uuid), column("code", BigInteger))
    named = unnested.table_valued(*columns, name=builder.alias()).render_derived()
    shown = {
        Scope.SUBTREE: in_range(row.c.tenant_code),
        Scope.NAMING: in_range(named.c.code),
        Scope.NAMING_FILES: in_range(named.c.code),
        Scope.NAMING_OWN: named.c.code == LOW,
    }
    scopes = builder.role.scopes("access_log_entry", Verb.VIEW_FULL)
    listed = select(func.json_agg(named.c.id, type_=JSON)).where(or_(false(), *(shown[one] for one in sorted(scopes))))
    return func.coalesce(listed.correlate_except(named).scalar_subquery(), EMPTY_LIST, type_=JSON)


def names_record(row: FromClause, entry: FromClause) -> ColumnElement[bool]:
    """The entry names the row's record."""
    return entry.c.id == any_(func.accesses_of(row.c.id))


# Beyond it, who looks for something narrows the question, by a day for instance.
MOST_COUNTED = 10_000

ACCESS_LOG = related_many("AccessLogEntry", names_record)

ACCESS_LOG_ENTRY_RECORD = Record(
    name="AccessLogEntry",
    single="access_log_entry",
    plural="access_log",
    table=access_log,
    fields={
        **summary_columns("id", "at", "user_name", "role", "tenant_code", "tenant_name", "kind"),
        "record_ids": Exposure(View.SUMMARY, record_ids),
        **summary_columns("searched", "fields", "operation", "reason", "request_id", "address"),
    },
    filters={
        "tenant": in_tenant(),
        "user_name": is_equal("user_name", Text()),
        "kind": is_one_of("kind"),
        "record": Filter(lambda row, key: row.c.id == any_(func.accesses_of(key)), ((Uuid(), parse_uuid),)),
        "with_reason": Filter(lambda row, given: row.c.reason.is_not(None) == given, ((Boolean(), as_it_is),)),
        "day": between("day", Date()),
    },
    scopes={
        Scope.NAMING: lambda row: or_(names_one_below(row), searched_above(row)),
        Scope.NAMING_FILES: lambda row: and_(
            or_(names_one_below(row), searched_above(row)), not_(func.tells_of_report(row.c.fields))
        ),
        Scope.NAMING_OWN: lambda row: or_(any_(row.c.tenant_codes) == LOW, searched_above(row)),
    },
    most_counted=MOST_COUNTED,
)
