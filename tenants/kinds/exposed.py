"""How records of a kind are read, as the reading of all records has it."""

from collections.abc import Mapping
from functools import cache

from tenants.history.walking import history_of
from tenants.kinds.field import TENANT, Field, Mask, Reference
from tenants.kinds.filters import criteria_of
from tenants.kinds.kind import Kind, Many, One
from tenants.kinds.orders import orders_of
from tenants.kinds.table import table_of
from tenants.reading.exposures import column, many, one
from tenants.reading.record import Exposure, Expression, Join, Record
from tenants.records.standard import FIELDS_OF_VIEWS, STANDARD_FIELDS


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
        reaches={**(kind.protection.reaches(kind.about.key) if kind.about else {}), **kind.reaches},
        subjects=(kind.about,) if kind.about else (),
        told=not kind.view,
        view=kind.view,
    )


def exposures_of(kind: Kind) -> Mapping[str, Exposure]:
    shown = {name: exposure_of(kind, name, said) for name, said in kind.fields.items() if said.exposed}
    history = {"history": history_of(kind.code)} if kind.history else {}
    return {
        **(STANDARD_FIELDS if not kind.view else FIELDS_OF_VIEWS),
        **shown,
        **history,
        **{name: leads_on(said) for name, said in kind.relations.items()},
    }


def exposure_of(kind: Kind, name: str, said: Field) -> Exposure:
    if said.reference:
        return leads_to(said.reference)
    return Exposure(kind.depth(name), said.build or column(name).build, masked(name, said.mask) if said.mask else None)


def leads_to(named: Reference) -> Exposure:
    """The record that a column names by its key."""
    key = "code" if named.kind == TENANT else "id"
    hidden_from = named.column if named.hides else None
    return one(
        named.kind, lambda row, other: other.c[key] == row.c[named.column], tied=named.tied, hidden_from=hidden_from
    )


def masked(name: str, mask: Mask) -> Expression:
    return lambda row: mask(row.c[name])


def leads_on(said: Many | One) -> Exposure:
    """The records that name this one."""
    by = said.by
    on: Join = (lambda row, other: other.c[by] == row.c.id) if isinstance(by, str) else by
    return many(said.kind, on) if isinstance(said, Many) else one(said.kind, on)
