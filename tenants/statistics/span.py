"""Of which days figures are: of all until now, of a period, or of each of several periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ARRAY, ColumnElement, Date, cast, column, func, null
from sqlalchemy.sql.selectable import TableValuedAlias

from tenants.errors import BadRequest, LimitExceeded
from tenants.reading.names import camel
from tenants.reading.selection import Selection
from tenants.statistics.period import Period

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

MOST_PERIODS = 60
ENDS = ("start", "end")


@dataclass(frozen=True, slots=True)
class Span:
    """The first day and the first behind it, as SQL; without these, all days.

    One of several periods is a row of `each`; `every` are the same rows once more, for what is asked of all at once.
    """

    bounds: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    each: TableValuedAlias | None = None
    every: TableValuedAlias | None = None

    @classmethod
    def of_period(cls, builder: "Builder", selection: Selection, by_month: str | None) -> Self:
        """Of the argument `period`, if it is given; `by_month` is a figure that is not known of a day."""
        if selection.arguments.get("period") is None:
            return cls()
        bind = partial(builder.bind, selection, ("period",), Date())
        return cls({end: bind(partial(end_of, end, by_month)) for end in ENDS})

    @classmethod
    def of_each(cls, builder: "Builder", selection: Selection, by_month: str | None) -> Self:
        """Of each of the `periods`, in their order; one yet to begin has no days."""
        bind = partial(builder.bind, selection, ("periods",), ARRAY(Date))
        asked = func.unnest(*(bind(partial(ends_of, end, by_month)) for end in ENDS))
        each, every = (
            asked.table_valued(
                *(column(end, Date) for end in ENDS), with_ordinality="place", name=builder.alias()
            ).render_derived()
            for _ in range(2)
        )
        return cls({end: each.c[end] for end in ENDS}, each, every)

    @property
    def days(self) -> tuple[ColumnElement[Any], ...]:
        return tuple(self.bounds.get(end, cast(null(), Date)) for end in ENDS)


def end_of(end: str, by_month: str | None, period: Period) -> date:
    """One of its ends. Raises BadRequest for a day of a figure kept by months, and for a period yet to begin."""
    refuse_day(by_month, period)
    found: date = getattr(period.begun(), end)
    return found


def ends_of(end: str, by_month: str | None, periods: Sequence[Period]) -> Sequence[date | None]:
    """One of the ends of each. Raises LimitExceeded, and BadRequest for a day of a figure kept by months."""
    if len(periods) > MOST_PERIODS:
        raise LimitExceeded("periods", MOST_PERIODS, len(periods))
    for period in periods:
        refuse_day(by_month, period)
    return [getattr(period, end) if period.has_begun else None for period in periods]


def refuse_day(by_month: str | None, period: Period) -> None:
    if period.is_day and by_month:
        raise BadRequest("KEPT_BY_MONTH", figure=camel(by_month))
