"""How records of a kind are looked for: the conditions that the API takes, and the type of what each is given."""

from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.types import TypeEngine

from tenants.hierarchy.division import DivisionCode
from tenants.kinds.field import Field, Way
from tenants.kinds.kind import Criterion, Kind
from tenants.kinds.table import table_of, type_of
from tenants.reading import exposures
from tenants.reading.ranges import Range, between
from tenants.reading.record import Filter, as_it_is
from tenants.reading.related import Related
from tenants.reading.visibility import IsOpened
from tenants.terms import Term

# In this order the API lists them, unless the kind has its own.
WAYS = (Way.IN_LIST, Way.EQUAL, Way.CONTAINS, Way.SAME, Way.BETWEEN)
CLOSED = "closed"
OPENED = "True: only those that you may open. What is hidden of others can be looked for, and gone by, only so."


def criteria_of(kind: Kind) -> Mapping[str, Criterion]:
    kept_there = kind.sentences.get("kept_there", "Kept there or below.")
    found = {"tenant": Criterion(exposures.in_tenant(), DivisionCode, kept_there)}
    if kind.protection.hides:
        found["opened"] = Criterion(IsOpened(), bool, OPENED)
    found |= {asked: how for name, way in ways_of(kind) for asked, how in criteria(kind, name, way)}
    return found | {name: Criterion(related(kind, name), said, said.description) for name, said in kind.through.items()}


def related(kind: Kind, name: str) -> Related:
    said = kind.through[name]
    if said.on:
        return Related(said.kind, said.on, said.tied)
    named = kind.named(name)
    return Related(said.kind, lambda row, other: other.c.id == row.c[named.column], named.tied)


def ways_of(kind: Kind) -> list[tuple[str, Way]]:
    """The fields that are looked for, each with the way, in the order of the API."""
    ways = [(name, way_of(one)) for name, one in kind.fields.items() if one.filter]
    ways += [(name, Way.EQUAL) for name in kind.filters]
    if kind.closing and kind.closing.filter:
        ways.append((CLOSED, Way.EQUAL))
    if kind.filter_order:
        return sorted(ways, key=lambda found: kind.filter_order.index(found[0]))
    return sorted(ways, key=lambda found: WAYS.index(found[1]))


def way_of(one: Field) -> Way:
    """The way that is said, or that follows from the type."""
    if isinstance(one.filter, Way):
        return one.filter
    if one.hashed:
        return Way.SAME
    return Way.IN_LIST if is_term(one.type) else {bool: Way.EQUAL, str: Way.CONTAINS}.get(one.type, Way.BETWEEN)


def criteria(kind: Kind, name: str, way: Way) -> Iterator[tuple[str, Criterion]]:
    if name in kind.filters:
        yield name, kind.filters[name]
        return
    if name == CLOSED and kind.closing:
        yield CLOSED, Criterion(is_closed(kind.closing.day), bool)
        return
    type_, depth = kind.fields[name].type, kind.depth(name)
    match way:
        case Way.IN_LIST:
            yield name, Criterion(exposures.is_one_of(name, depth), GenericAlias(list, (type_,)))
        case Way.EQUAL:
            yield name, Criterion(exposures.is_equal(name, sql_type(kind, name), depth), type_)
        case Way.CONTAINS:
            asked = f"{name}_contains"
            yield (
                asked,
                Criterion(exposures.contains(name, depth, kind.fields[name].normal), str, kind.sentences.get(asked)),
            )
        case Way.SAME:
            yield name, Criterion(exposures.is_same(table_of(kind), name), str, kind.sentences.get(name))
        case Way.BETWEEN:
            yield name, Criterion(between(name, sql_type(kind, name), depth), Range[type_])  # type: ignore[valid-type]  # known at run time


def sql_type(kind: Kind, name: str) -> TypeEngine[Any]:
    type_ = type_of(kind.fields[name])
    return type_() if isinstance(type_, type) else type_


def is_closed(day: str) -> Filter:
    return Filter(lambda row, closed: row.c[day].is_not(None) == closed, ((Boolean(), as_it_is),))


def is_term(type_: object) -> bool:
    return isinstance(type_, type) and issubclass(type_, Term)
