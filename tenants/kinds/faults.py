"""What is wrong with what is said of the kinds, found when they are put together."""

from collections.abc import Iterator, Sequence

from tenants.kinds.field import TENANT, Field, Source
from tenants.kinds.kind import Kind
from tenants.kinds.table import column_name
from tenants.reading.record import Depth

# What is read as records are and is no kind of record.
OTHERS = {TENANT, "Change", "AccessLogEntry"}


def refuse_faults(kinds: Sequence[Kind]) -> None:
    """Raises ValueError, naming every fault."""
    found = [f"{kind.name}: {fault}" for kind in kinds for fault in faults(kind, {one.name: one for one in kinds})]
    if found:
        raise ValueError("; ".join(found))


def faults(kind: Kind, kinds: dict[str, Kind]) -> Iterator[str]:
    closing = (kind.closing.day, kind.closing.reason, kind.closing.after) if kind.closing else ()
    named = {*closing, kind.under} - {None}
    yield from (f"there is no field {name}" for name in sorted(map(str, named)) if name not in kind.fields)
    for name, one in kind.fields.items():
        yield from faults_of_field(kind, name, one)
        if one.reference and one.reference.kind not in {*kinds, *OTHERS}:
            yield f"{name} names {one.reference.kind}, which is no kind"
    for name, to in kind.relations.items():
        columns = {column_name(of, one) for of, one in kinds[to.kind].columns.items()} if to.kind in kinds else None
        if columns is None and to.kind not in OTHERS:
            yield f"{name} leads to {to.kind}, which is no kind"
        if columns is not None and isinstance(to.by, str) and to.by not in columns:
            yield f"{name} goes by {to.kind}'s {to.by}, which is no column"


def faults_of_field(kind: Kind, name: str, one: Field) -> Iterator[str]:
    hidden = kind.depth(name) is Depth.OPENED
    if one.order and (hidden or not one.required or one.source is Source.COMPUTED):
        yield f"{name} is no order: it may be hidden or empty, or has no column"
    if kind.about and hidden and is_left_open(one):
        yield f"{name} says who somebody is, and not what is left of it when she is erased"
    if one.exposed and not one.zh:
        yield f"{name} has no word"


def is_left_open(one: Field) -> bool:
    """Whether it is neither a text nor may be empty, and says nothing of what erasing leaves of it."""
    can_be_empty = one.type in (str, list[str]) or not one.required
    return one.source is Source.GIVEN and one.asked and not can_be_empty and not one.erased
