"""How records of a kind are read, as the reading of all records has it."""

from collections.abc import Mapping
from functools import cache

from tenants.kinds.field import TENANT, Field, Mask, Reference
from tenants.kinds.filters import criteria_of
from tenants.kinds.history import history_of
from tenants.kinds.kind import Kind, Many, One
from tenants.kinds.orders import orders_of
from tenants.kinds.standard import FIELDS_OF_VIEWS, STANDARD_FIELDS
from tenants.kinds.table import table_of
from tenants.reading.exposures import column, related_many, related_one
from tenants.reading.record import Exposure, Expression, Join, Record, View


@cache
def record_of(kind: Kind) -> Record:
    return Record(
        name=kind.name,
        single=kind.single,
        plural=kind.plural,
        table=table_of(kind),
        fields=exposures_of(kind),
        orders=orders_of(kind),
        filters={name: criterion.filter for name, criterion in criteria_of(kind).items()},
        scopes={**(kind.protection.scopes(kind.about.key) if kind.about else {}), **kind.scopes},
        subjects=(kind.about,) if kind.about else (),
        told=not kind.read_only,
        read_only=kind.read_only,
        may_be_late=kind.may_be_late,
    )


def exposures_of(kind: Kind) -> Mapping[str, Exposure]:
    shown = {name: exposure_of(kind, name, field) for name, field in kind.fields.items() if field.exposed}
    history = {"history": history_of(kind.code)} if kind.history else {}
    return {
        **(STANDARD_FIELDS if not kind.read_only else FIELDS_OF_VIEWS),
        **shown,
        **history,
        **{name: expose_relation(field.kind, field.by, field) for name, field in kind.relations.items() if field.by},
    }


def exposure_of(kind: Kind, name: str, field: Field) -> Exposure:
    if field.reference:
        return expose_reference(field.reference, kind.view_of(name))
    return Exposure(
        kind.view_of(name), field.build or column(name).build, mask_column(name, field.mask) if field.mask else None
    )


def expose_reference(named: Reference, view: View) -> Exposure:
    """The record that a column names by its key."""
    key = "code" if named.kind == TENANT else "id"
    hidden_from = named.column if named.hides else None
    return related_one(
        named.kind,
        lambda row, other: other.c[key] == row.c[named.column],
        tied=named.tied,
        hidden_from=hidden_from,
        view=view,
    )


def mask_column(name: str, mask: Mask) -> Expression:
    return lambda row: mask(row.c[name])


def expose_relation(kind: str, by: str | Join, field: Many | One) -> Exposure:
    """The records that name this one."""
    on: Join = (lambda row, other: other.c[by] == row.c.id) if isinstance(by, str) else by
    return related_many(kind, on) if isinstance(field, Many) else related_one(kind, on)
