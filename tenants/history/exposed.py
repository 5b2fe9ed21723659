"""How a change is seen: auditors see that it was made; whoever sees the record in full also sees its values."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Text,
    Uuid,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.scope import Scope
from tenants.encryption.columns import sensitive_columns
from tenants.history.table import change_values, changes
from tenants.kinds.table import table_of
from tenants.reading.exposures import computed, in_tenant, is_one_of, related_one, summary_columns
from tenants.reading.json import EMPTY_LIST, json_object, literal, number
from tenants.reading.marks import mark
from tenants.reading.names import camel
from tenants.reading.ranges import Between
from tenants.reading.record import Exposure, Filter, Record, Subject, View
from tenants.reading.roots import parse_uuid
from tenants.reading.selection import TYPENAME, Selection
from tenants.records.kinds import KINDS

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

# The kinds with encrypted columns.
ENCRYPTED_TABLES = {kind.code: table_of(kind) for kind in KINDS if sensitive_columns(table_of(kind))}
# Columns that the API shows as what they lead to.
RELATIONS = {"tenant_code": "tenant"} | {
    one.reference.column: name for kind in KINDS for name, one in kind.fields.items() if one.reference
}


def field_name(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The API's name of a changed column."""
    joined = func.replace(func.initcap(column), literal("_"), literal(""), type_=Text)
    spelled = func.lower(func.left(joined, number(1)), type_=Text) + func.substr(joined, number(2), type_=Text)
    return case(*((column == literal(name), literal(camel(field))) for name, field in RELATIONS.items()), else_=spelled)


def fields(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
    """The names of the changed fields."""
    changed = func.unnest(row.c.fields).table_valued(Column("field", Text), name=builder.alias()).render_derived()
    names = func.json_agg(field_name(changed.c.field), type_=JSON)
    return select(names).select_from(changed).correlate_except(changed).scalar_subquery()


def values(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """Each changed field with its value before and after, as text."""
    value = change_values.alias(builder.alias())
    parts = {
        TYPENAME: literal(selection.type),
        "field": field_name(value.c.field),
        "before": show_value(builder, value, value.c.before),
        "after": show_value(builder, value, value.c.after),
    }
    item = json_object([(one.key, parts[one.name]) for one in selection.below], builder.alias())
    listed = select(func.json_agg(aggregate_order_by(item, value.c.field), type_=JSON))
    of_change = listed.where(value.c.change_id == row.c.id).correlate_except(value).scalar_subquery()
    return func.coalesce(of_change, EMPTY_LIST, type_=JSON)


def show_value(builder: "Builder", value: FromClause, text: ColumnElement[str]) -> ColumnElement[Any]:
    """A value as text; one of an encrypted column is decrypted on the way out."""
    builder.marks = True
    encrypted = (
        (
            (value.c.kind == literal(kind)) & value.c.field.in_(list(map(literal, sensitive_columns(table)))),
            mark(literal(f"{table.name}.") + value.c.field, value.c.record_id, text),
        )
        for kind, table in ENCRYPTED_TABLES.items()
    )
    return case(*encrypted, else_=func.to_json(text, type_=JSON))


def is_fully_visible_record(row: FromClause) -> ColumnElement[bool]:
    """Whether the record that was changed is seen in full."""
    return func.actor_opens(row.c.kind, row.c.record_id, type_=Boolean)


def subject_of_kind(kind: str) -> Subject:
    """The person whose file the changed record belongs to, if she is of this kind."""
    return Subject(
        kind, named=lambda row: func.subject_of_change(literal(kind), row.c.kind, row.c.record_id, type_=Text)
    )


def midnight(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """When the day begins in Shanghai."""
    return func.timezone(literal("Asia/Shanghai"), cast(day, DateTime()), type_=DateTime(timezone=True))


CHANGE_RECORD = Record(
    name="Change",
    single="change",
    plural="changes",
    table=changes,
    fields={
        **summary_columns("id", "at", "kind", "record_id", "version", "deleted"),
        "tenant": related_one(
            "Tenant", lambda row, tenant: tenant.c.code == row.c.tenant_code, hidden_from="tenant_code"
        ),
        "fields": Exposure(View.SUMMARY, fields),
        "values": Exposure(View.FULL, values),
        **summary_columns("user_id"),
        "user_name": computed(lambda row: func.name_of_user(row.c.user_id, type_=Text), View.SUMMARY),
        **summary_columns("acting_role"),
        "acting_tenant": related_one(
            "Tenant", lambda row, tenant: tenant.c.code == row.c.acting_code, hidden_from="acting_code"
        ),
    },
    filters={
        "tenant": in_tenant(),
        "kind": is_one_of("kind"),
        "record": Filter(lambda row, key: row.c.record_id == key, ((Uuid(), parse_uuid),)),
        "user": Filter(lambda row, key: row.c.user_id == key, ((Uuid(), parse_uuid),)),
        "day": Between(
            lambda row, first: row.c.at >= midnight(first),
            lambda row, last: row.c.at < midnight(last + number(1)),
            Date(),
        ),
    },
    scopes={Scope.TIED: is_fully_visible_record},
    subjects=(subject_of_kind("CHILD"), subject_of_kind("CARING_MOTHER")),
)
