"""What is wrong with what is said of the kinds, found when they are put together."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import get_origin

from tenants.kinds.field import TENANT, Field, Source
from tenants.kinds.filters import criteria_of
from tenants.kinds.indicator import Grain, Indicator
from tenants.kinds.kind import Kind, Through
from tenants.kinds.orders import KEYS
from tenants.kinds.table import column_name
from tenants.reading.record import View

ORDERED = {str, date, datetime, int, Decimal}
# What is read as records are and is no kind of record.
OTHERS = {TENANT, "Change", "AccessLogEntry", "AgendaEntry"}


def refuse_faults(kinds: Sequence[Kind]) -> None:
    """Raises ValueError, naming every fault."""
    found = [f"{kind.name}: {fault}" for kind in kinds for fault in faults(kind, {one.name: one for one in kinds})]
    if found:
        raise ValueError("; ".join(found))


def faults(kind: Kind, kinds: dict[str, Kind]) -> Iterator[str]:
    closing = (kind.closing.day, kind.closing.reason, kind.closing.after) if kind.closing else ()
    if kind.read_only and (kind.history or kind.ordinary or kind.closing or kind.indicators or kind.under):
        yield "a view is only read: it has no history, no changes and no figures"
    if kind.may_be_late and (kind.about or any(one.sensitive for one in kind.fields.values())):
        yield "what is about a person is never read late"
    approval = (kind.approval.state, *kind.approval.terms, *kind.approval.content) if kind.approval else ()
    named = {*closing, *approval, kind.under} - {None}
    yield from (f"there is no field {name}" for name in sorted(map(str, named)) if name not in kind.fields)
    for name, one in kind.fields.items():
        yield from faults_of_field(name, one)
        yield from faults_of_erasing(kind, name, one)
        if one.reference and one.reference.kind not in {*kinds, *OTHERS}:
            yield f"{name} names {one.reference.kind}, which is no kind"
    for figure in kind.indicators:
        yield from faults_of_indicator(kind, figure, kinds)
    for name, through in kind.through.items():
        yield from faults_of_way(kind, name, through, kinds)
    for name, to in kind.relations.items():
        columns = {column_name(of, one) for of, one in kinds[to.kind].columns.items()} if to.kind in kinds else None
        if columns is None and to.kind not in OTHERS:
            yield f"{name} leads to {to.kind}, which is no kind"
        if columns is not None and isinstance(to.by, str) and to.by not in columns:
            yield f"{name} goes by {to.kind}'s {to.by}, which is no column"


def faults_of_indicator(kind: Kind, figure: Indicator, kinds: dict[str, Kind]) -> Iterator[str]:
    if figure.persons and figure.grain is Grain.DAY:
        yield f"{figure.name} counts persons by days, in which a figure points at one"
    for by in figure.by_record:
        through = next((one.field for one in figure.by_record if one.name == by.of), None)
        naming = named_record(kind, through, kinds) if through else kind
        if naming is None or named_record(naming, by.field, kinds) is None:
            yield f"{by.name} goes by {by.field}, which names no record"


def named_record(kind: Kind, field: str, kinds: dict[str, Kind]) -> Kind | None:
    """The kind of record that a field names."""
    named = kind.fields[field].reference if field in kind.fields else None
    found = kinds.get(named.kind) if named else None
    return found if found and not found.read_only else None


def faults_of_way(kind: Kind, name: str, through: Through, kinds: dict[str, Kind]) -> Iterator[str]:
    named = kind.fields[name].reference if name in kind.fields else None
    if through.on is None and (named is None or named.kind != through.kind or (named.hides and not named.tied)):
        yield f"conditions through {name} lead to no {through.kind}, or to one that may be out of sight"
    criteria = criteria_of(kinds[through.kind]) if through.kind in kinds else {}
    for asked in through.filters:
        if asked not in criteria or criteria[asked].filter.view is View.FULL:
            yield f"conditions through {name} ask for {asked}, which {through.kind} has not, or may hide"


def faults_of_field(name: str, one: Field) -> Iterator[str]:
    has_no_key = one.source is Source.COMPUTED and one.type in KEYS
    if one.order and (has_no_key or one.sensitive or one.type not in ORDERED):
        yield f"{name} is no order: it has no column, or one that says nothing of an order"
    if one.order and one.type is str and not one.required:
        yield f"{name} is no order: what has no name has no place among names"
    if one.exposed and not one.zh:
        yield f"{name} has no label"


def faults_of_erasing(kind: Kind, name: str, one: Field) -> Iterator[str]:
    if kind.about and kind.view_of(name) is View.FULL and is_left_open(one):
        yield f"{name} says who somebody is, and not what is left of it when she is erased"


def is_left_open(one: Field) -> bool:
    """Whether it is neither a text nor may be empty, and says nothing of what erasing leaves of it."""
    can_be_empty = one.type is str or get_origin(one.type) is list or not one.required
    return one.source is Source.GIVEN and one.in_forms and not can_be_empty and not one.erased
