"""What is spent on help in a year, measured by what was raised before it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    FromClause,
    Numeric,
    Select,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    text,
)

from tenants.reading.json import literal, number
from tenants.statistics.parts import Parts

# By the Charity Law, article 61, a foundation that raises money from the public spends on help 70 % of what came in
# during the year before, or of the average of three; what management costs is no part of it.
SPENDING_RATES = {"spending_rate": 1, "spending_rate_of_three_years": 3}
SPENT, RAISED = ("funds_spent", "management_spent"), "funds_raised"


def spending_rate(
    years: int, parts: Parts, period: Mapping[str, ColumnElement[Any]], alias: Callable[[], str]
) -> ColumnElement[Any]:
    """Of a period that is a year, by the average of so many before it; null of others, and where nothing came in."""
    if not period:
        return cast(null(), Float)
    start, end = period["start"], period["end"]

    def years_from(years: int) -> ColumnElement[Any]:
        return cast(start + text(f"interval '{years} years'"), Date)

    def select_part(source: FromClause) -> Select[Any]:
        spent = and_(source.c.figure.in_(map(literal, SPENT)), source.c.month >= start, source.c.month < end)
        raised = and_(source.c.figure == literal(RAISED), source.c.month >= years_from(-years), source.c.month < start)
        counted = or_(spent, raised)
        return select(source.c.figure, source.c.amount).where(source.c.dimension == literal(""), counted)

    every = parts(select_part)
    spent, managed, raised = (
        func.coalesce(func.sum(every.c.amount).filter(every.c.figure == literal(figure)), number(0))
        for figure in (*SPENT, RAISED)
    )
    rate = cast((spent - managed) * number(years), Numeric) / func.nullif(raised, number(0))
    rated = select(func.round(rate, number(4)).label("rate")).select_from(every).subquery(alias())
    of_year = case((years_from(1) == end, cast(rated.c.rate, Float)))
    return select(of_year).select_from(rated).correlate_except(rated).scalar_subquery()
