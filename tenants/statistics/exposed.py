"""A tenant's statistics as SQL: its rollups plus the deltas pending below it, in one snapshot."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Numeric,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.scope import Verb
from tenants.errors import Forbidden
from tenants.kinds.indicator import Grain, IndicatorType
from tenants.reading.json import EMPTY_LIST, NULL, json_object, literal, number
from tenants.reading.record import Exposure, View
from tenants.reading.selection import TYPENAME, Selection
from tenants.statistics.by_record import RecordCounts
from tenants.statistics.indicators import (
    BREAKDOWNS,
    BY_RECORD,
    INDICATORS,
    LARGEST,
    MEDIANS,
    TARGETS_PAIRED,
    IndicatorBreakdown,
)
from tenants.statistics.medians import median_of
from tenants.statistics.parts import as_now, select_parts
from tenants.statistics.span import Span
from tenants.statistics.spending import SPENDING_RATES, spending_rate
from tenants.statistics.suppression import (
    hideable_fields,
    is_shown,
    splits_shown,
    suppressed_names,
    withheld_fields,
)

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

SUPPRESSED = "suppressed"
WHOLE = ""
# In the place of a dimension: that of the period asked for.
SPAN = "span"
# A part of a whole, as (figure, dimension) each.
RATES = {
    "paired_rate": (TARGETS_PAIRED, ("pairing_targets", WHOLE)),
    "coverage": (("children_paired", WHOLE), ("children", WHOLE)),
    "management_rate": (("management_spent", WHOLE), ("funds_spent", WHOLE)),
}


def build_statistics(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The figures asked for, of a row of tenants. Raises Forbidden for a role without figures."""
    return Statistics(builder, selection, row, Span.of_period).object()


def build_by_period(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The same of each period asked for, in one statement; null for one yet to begin."""
    statistics = Statistics(builder, selection, row, Span.of_each)
    each = statistics.span.each
    assert each is not None  # noqa: S101  # that is what it is made of
    item = case((each.c.start.is_not(None), statistics.object()))
    listed = func.json_agg(aggregate_order_by(item, each.c.place), type_=JSON)
    return func.coalesce(select(listed).select_from(each).scalar_subquery(), EMPTY_LIST, type_=JSON)


STATISTICS: Mapping[str, Exposure] = {
    "statistics": Exposure(View.FULL, build_statistics),
    "statistics_by_period": Exposure(View.FULL, build_by_period),
}


class Statistics:
    """One statistics field while it is built: the sums it needs, then an object over them."""

    def __init__(
        self,
        builder: "Builder",
        selection: Selection,
        row: FromClause,
        span_of: Callable[["Builder", Selection, str | None], Span],
    ) -> None:
        if not builder.role.scopes("statistics", Verb.READ):
            raise Forbidden(role=builder.role.name, resource="statistics")
        self.builder = builder
        self.selection = selection
        self.row = row
        self.wanted = sorted(set(requested_sums(selection)))
        asked = {one.name for one in selection.below}
        self.is_ahead = any(BREAKDOWNS[name].breakdown.ahead for name in asked & BREAKDOWNS.keys())
        self.hideable = {
            name: chain for name, chain in hideable_fields(builder.role).items() if asked & {name, SUPPRESSED}
        }
        self.withheld = withheld_fields(builder.role)
        by_month = [indicator for indicator, _ in self.wanted if INDICATORS[indicator].grain is Grain.MONTH]
        by_month += [name for name in asked & MEDIANS.keys() if MEDIANS[name][0].grain is Grain.MONTH]
        by_month += [name for name in asked & BY_RECORD.keys() if BY_RECORD[name].indicator.grain is Grain.MONTH]
        self.span = span_of(builder, selection, next(iter([*by_month, *self.hideable]), None))
        self.period = self.span.bounds
        self.parts = partial(select_parts, builder, row, now=as_now(builder, selection))
        self.sums = self.sum_parts()

    def object(self) -> ColumnElement[Any]:
        members = [(one.key, self.member(one)) for one in self.selection.below]
        return json_object(members, self.builder.alias(), self.sums)

    def member(self, selection: Selection) -> ColumnElement[Any]:
        if selection.name == SUPPRESSED:
            return suppressed_names(self.sums.c.splits if self.hideable else None, self.hideable, self.withheld)
        value = self.value(selection)
        return value if selection.name in BREAKDOWNS else self.hide_small(selection.name, value)

    def value(self, selection: Selection) -> ColumnElement[Any]:
        name = selection.name
        if name in INDICATORS:
            amount = self.sum(name, whole_of(name))
            money = cast(cast(amount, Numeric) / number(100), Numeric(20, 2))
            return money if INDICATORS[name].money else amount
        if name in BY_RECORD:
            return self.by_record(selection)
        if name in BREAKDOWNS:
            return self.breakdown(selection, BREAKDOWNS[name])
        if name in MEDIANS:
            return median_of(name, self.parts, self.period, self.builder.alias)
        if name in RATES or name in SPENDING_RATES:
            return self.rate(name)
        return literal(self.selection.type)

    def rate(self, name: str) -> ColumnElement[Any]:
        if name in SPENDING_RATES:
            return spending_rate(SPENDING_RATES[name], self.parts, self.period, self.builder.alias)
        part, whole = (self.sum(*one) for one in RATES[name])
        return cast(func.round(part / func.nullif(cast(whole, Numeric), number(0)), number(4)), Float)

    def by_record(self, selection: Selection) -> ColumnElement[Any]:
        if selection.name in self.withheld:
            return NULL
        return RecordCounts(self.builder, selection, self.parts, BY_RECORD[selection.name], self.period).object()

    def breakdown(self, selection: Selection, breakdown: IndicatorBreakdown) -> ColumnElement[Any]:
        entries = []
        for place, (value, part) in enumerate(zip(breakdown.breakdown.values, breakdown.parts, strict=True), 1):
            parts = {
                TYPENAME: literal(selection.type),
                "value": literal(value),
                "count": self.hide_small(selection.name, self.sum(*part), place),
            }
            entries.append(json_object([(one.key, parts[one.name]) for one in selection.below], self.builder.alias()))
        return func.json_build_array(*entries, type_=JSON)

    def hide_small(self, field: str, value: ColumnElement[Any], needed: int | None = None) -> ColumnElement[Any]:
        """The value, or null if it is too small to be shown to the role, or would reveal one that is."""
        return case((is_shown(self.sums.c.splits, field, needed), value)) if field in self.hideable else value

    def sum(self, indicator: str, dimension: str = WHOLE) -> ColumnElement[Any]:
        return self.sums.c[f"s{self.wanted.index((indicator, dimension))}"]

    def sum_parts(self) -> Subquery:
        # Without a figure there is nothing to sum, and still one object.
        sources = [self.parts(self.select_part)] if self.wanted else []
        sums = [self.sum_of(parts, *wanted).label(f"s{n}") for parts in sources for n, wanted in enumerate(self.wanted)]
        if self.hideable:
            sums.append(splits_shown(self.builder, self.row, self.hideable.values(), self.span).label("splits"))
        summed = select(*sums or [null().label("nothing")]).select_from(*sources)
        return summed.correlate_except(*sources).subquery(self.builder.alias())

    def sum_of(self, parts: Subquery, indicator: str, dimension: str) -> ColumnElement[Any]:
        counted = and_(parts.c.figure == literal(indicator), parts.c.dimension == self.dimension(dimension))
        total = func.coalesce(func.sum(parts.c.amount).filter(counted), number(0))
        return (
            cast(total, BigInteger)
            if INDICATORS[indicator].money
            else cast(func.least(total, number(LARGEST)), Integer)
        )

    def dimension(self, name: str) -> ColumnElement[str]:
        if name != SPAN:
            return literal(name)
        return func.span_dimension(*self.span.days) if self.span.bounds else literal(WHOLE)

    def select_part(self, source: FromClause) -> Select[Any]:
        """Of a flow the months of the period; of a stock all months up to its end."""
        indicators = sorted({indicator for indicator, _ in self.wanted})
        dimensions = sorted({dimension for _, dimension in self.wanted})
        conditions: list[ColumnElement[bool]] = [
            source.c.figure.in_([literal(indicator) for indicator in indicators]),
            source.c.dimension.in_([self.dimension(dimension) for dimension in dimensions]),
        ]
        if self.is_ahead:
            conditions.append(source.c.month <= func.today())
        if self.period:
            conditions.append(source.c.month < self.period["end"])
            stocks = [literal(one) for one in indicators if INDICATORS[one].type is not IndicatorType.FLOW]
            if len(stocks) < len(indicators):
                since = source.c.month >= self.period["start"]
                conditions.append(or_(source.c.figure.in_(stocks), since) if stocks else since)
        return select(source.c.figure, source.c.dimension, source.c.amount).where(*conditions)


def whole_of(indicator: str) -> str:
    return SPAN if INDICATORS[indicator].distinct else WHOLE


def requested_sums(selection: Selection) -> Iterable[tuple[str, str]]:
    """The sums a selection needs, as (figure, dimension)."""
    for one in selection.below:
        if one.name in INDICATORS:
            yield one.name, whole_of(one.name)
        elif one.name in RATES:
            yield from RATES[one.name]
        elif one.name in BREAKDOWNS:
            yield from BREAKDOWNS[one.name].parts
