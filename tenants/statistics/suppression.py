"""Hides small figures from roles that may not see the records they count, and siblings that would reveal them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Subquery,
    Text,
    case,
    cast,
    func,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, array

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.kinds.indicator import Indicator, IndicatorType
from tenants.reading.json import EMPTY_LIST, literal, number
from tenants.reading.names import camel
from tenants.statistics.indicators import (
    ACTS,
    BREAKDOWNS,
    BY_RECORD,
    CHILDREN,
    COUNTS,
    INDICATORS,
    MEDIANS,
    OTHERS_PAIRED,
    TARGETS_PAIRED,
    TARGETS_UNPAIRED,
)
from tenants.statistics.span import Span

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

# Less than this, other than zero, points at a person. The public's would be 10.
SMALLEST_SHOWN = 5
# The dimension of what counts each once in a year.
YEARS = "span:12"


@dataclass(frozen=True, slots=True)
class Chain:
    """A figure and the parts, as (figure, dimension), that split off it one after the other."""

    name: str
    indicator: Indicator
    parts: tuple[tuple[str, str], ...] = ()


# What is left of the children is neither to be paired nor is it.
PAIRING_CHAIN = Chain("children_paired", CHILDREN, (TARGETS_PAIRED, TARGETS_UNPAIRED, OTHERS_PAIRED))
CHAINS = {
    chain.name: chain
    for chain in (
        *(Chain(indicator.name, indicator) for indicator in INDICATORS.values()),
        PAIRING_CHAIN,
        *(Chain(name, broken.indicator, broken.counted_parts) for name, broken in BREAKDOWNS.items()),
    )
}
FIELDS: Mapping[str, Chain] = {
    **CHAINS,
    **dict.fromkeys(("pairing_targets", "paired_rate", "coverage"), PAIRING_CHAIN),
    # A median tells nothing of how many there are, and is shown where that is.
    **{name: CHAINS[counted.name] for name, (counted, _) in MEDIANS.items()},
}


def hideable_fields(role: Role) -> Mapping[str, Chain]:
    """The fields that may be hidden from the role: those that count persons whose records it cannot see."""
    return {name: chain for name, chain in FIELDS.items() if not sees_counted(role, chain.indicator)}


def withheld_fields(role: Role) -> Collection[str]:
    """The breakdowns by record that are hidden from the role whatever they are: their parts are none of a chain."""
    return [name for name, by in BY_RECORD.items() if not sees_counted(role, by.indicator)]


def sees_counted(role: Role, indicator: Indicator) -> bool:
    return not indicator.persons or any(
        Scope.SUBTREE in role.scopes(resource, verb)
        for resource in ("child", COUNTS[indicator.name])
        for verb in (Verb.VIEW_SUMMARY, Verb.VIEW_FULL)
    )


def splits_shown(builder: "Builder", row: FromClause, chains: Iterable[Chain], span: Span) -> ColumnElement[Any]:
    """How many splits of each chain may be shown of a tenant; the database is asked once for a page of tenants."""
    several = [described(one) for one in sorted(set(chains), key=lambda chain: chain.name)]
    asked = cast(literal(orjson.dumps(several).decode()), JSONB)

    def shown(codes: ColumnElement[Any], *days: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.splits_shown(codes, asked, *days, number(SMALLEST_SHOWN))

    if not isinstance(row, Subquery):
        of_all: ColumnElement[Any] = shown(array([row.c.code]), *span.days)
        return cast(of_all, JSONB).op("->")(cast(row.c.code, Text))
    page = row.element.subquery(builder.alias())
    codes = func.array_agg(page.c.code)
    if span.each is None or span.every is None:
        of_all = select(shown(codes, *span.days)).select_from(page).correlate_except(page).scalar_subquery()
        return cast(of_all, JSONB).op("->")(cast(row.c.code, Text))
    every = span.every
    of_page = select(codes).select_from(page).correlate_except(page).scalar_subquery()
    by_place = func.jsonb_object_agg(every.c.place, shown(of_page, every.c.start, every.c.end))
    of_all = select(by_place).where(every.c.start.is_not(None)).correlate_except(every).scalar_subquery()
    return cast(of_all, JSONB).op("->")(cast(span.each.c.place, Text)).op("->")(cast(row.c.code, Text))


def described(chain: Chain) -> Mapping[str, object]:
    """The chain as the database is told of it."""
    return {
        "name": chain.name,
        "figure": chain.indicator.name,
        "is_flow": chain.indicator.type is IndicatorType.FLOW,
        "parts": chain.parts,
        **({"whole": YEARS, "of_years": True} if chain.indicator.distinct else {}),
        **({"whole": ACTS} if chain.indicator.amount else {}),
    }


def is_shown(splits: ColumnElement[Any], field: str, needed: int | None = None) -> ColumnElement[bool]:
    """Whether a field may be shown, or what splits off its figure as the needed one."""
    chain = FIELDS[field]
    shown = cast(splits.op("->>")(literal(chain.name)), Integer)
    return shown >= number(len(chain.parts) if needed is None else needed)


def suppressed_names(
    splits: ColumnElement[Any] | None, fields: Iterable[str], withheld: Iterable[str]
) -> ColumnElement[Any]:
    """The names of the fields that are hidden, whole or in part."""
    names: list[ColumnElement[Any]] = [literal(camel(field)) for field in withheld]
    if splits is not None:
        names += [case((is_shown(splits, field), null()), else_=literal(camel(field))) for field in fields]
    if not names:
        return EMPTY_LIST
    return func.to_json(func.array_remove(array(names), None))
