"""How records of a kind are looked for: the conditions that the API takes, and the type of what each is given."""

from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Any, get_args

from sqlalchemy import Boolean
from sqlalchemy.types import TypeEngine

from tenants.division import DivisionCode
from tenants.enums import LabelledEnum
from tenants.kinds.describing import describe_condition
from tenants.kinds.field import Field, FilterBy
from tenants.kinds.kind import Criterion, Kind
from tenants.kinds.table import table_of, type_of
from tenants.reading import exposures
from tenants.reading.ranges import Range, between
from tenants.reading.record import Filter, as_it_is
from tenants.reading.related import Related
from tenants.reading.visibility import FullViewCondition

# In this order the API lists them, unless the kind has its own.
FILTER_ORDER = (FilterBy.IN_LIST, FilterBy.EQUAL, FilterBy.CONTAINS, FilterBy.SAME, FilterBy.BETWEEN)
CLOSED = "closed"
CLOSED_OR_OPEN = "True: only what is closed; false: only what is not."
OPENED = "True: only those that you may open. What is hidden of others can be looked for, and gone by, only so."


def criteria_of(kind: Kind) -> Mapping[str, Criterion]:
    kept_there = kind.descriptions.get("kept_there", "Kept there or below.")
    found = {"tenant": Criterion(exposures.in_tenant(), DivisionCode, kept_there)}
    if kind.protection.hides:
        found["opened"] = Criterion(FullViewCondition(), bool, OPENED)
    found |= {asked: how for name, by in filters_of(kind) for asked, how in make_criteria(kind, name, by)}
    return found | {name: Criterion(related(kind, name), said, said.description) for name, said in kind.through.items()}


def related(kind: Kind, name: str) -> Related:
    said = kind.through[name]
    if said.on:
        return Related(said.kind, said.on, said.tied)
    named = kind.reference(name)
    return Related(said.kind, lambda row, other: other.c.id == row.c[named.column], named.tied)


def filters_of(kind: Kind) -> list[tuple[str, FilterBy]]:
    """The fields that are looked for, each with the way, in the order of the API."""
    ways = [(name, filter_by(one)) for name, one in kind.fields.items() if one.filter]
    ways += [(name, FilterBy.EQUAL) for name in kind.filters]
    if kind.closing and kind.closing.filter:
        ways.append((CLOSED, FilterBy.EQUAL))
    if kind.filter_order:
        return sorted(ways, key=lambda found: kind.filter_order.index(found[0]))
    return sorted(ways, key=lambda found: FILTER_ORDER.index(found[1]))


def filter_by(one: Field) -> FilterBy:
    """The way that is said, or that follows from the type."""
    if isinstance(one.filter, FilterBy):
        return one.filter
    if one.hashed:
        return FilterBy.SAME
    return (
        FilterBy.IN_LIST
        if is_enum(one.type)
        else {bool: FilterBy.EQUAL, str: FilterBy.CONTAINS}.get(one.type, FilterBy.BETWEEN)
    )


def make_criteria(kind: Kind, name: str, by: FilterBy) -> Iterator[tuple[str, Criterion]]:
    if name in kind.filters:
        yield name, kind.filters[name]
        return
    if name == CLOSED and kind.closing:
        yield CLOSED, Criterion(is_closed(kind.closing.day), bool, CLOSED_OR_OPEN)
        return
    one, view = kind.fields[name], kind.view_of(name)
    asked = f"{name}_contains" if by is FilterBy.CONTAINS else name
    described = kind.descriptions.get(asked) or describe_condition(name, one, by)
    match by:
        case FilterBy.IN_LIST:
            yield name, Criterion(exposures.is_one_of(name, view), GenericAlias(list, (one.type,)), described)
        case FilterBy.EQUAL:
            yield name, Criterion(exposures.is_equal(name, sql_type(kind, name), view), one.type, described)
        case FilterBy.CONTAINS:
            yield asked, Criterion(exposures.contains(name, view, one.normal), str, described)
        case FilterBy.SAME:
            yield name, Criterion(exposures.is_same(table_of(kind), name), str, described)
        case FilterBy.BETWEEN:
            days: Any = Range[one.type]  # type: ignore[name-defined]  # known at run time
            yield name, Criterion(between(name, sql_type(kind, name), view), days, described)


def sql_type(kind: Kind, name: str) -> TypeEngine[Any]:
    type_ = type_of(kind.fields[name])
    return type_() if isinstance(type_, type) else type_


def is_closed(day: str) -> Filter:
    return Filter(lambda row, closed: row.c[day].is_not(None) == closed, ((Boolean(), as_it_is),))


def is_enum(type_: object) -> bool:
    return isinstance(type_, type) and issubclass(type_, LabelledEnum)


def enum_of(type_: object) -> type[LabelledEnum] | None:
    """The enumeration that a field's values, or the items of its lists, are of."""
    (item,) = get_args(type_) or (type_,)
    return item if is_enum(item) else None
