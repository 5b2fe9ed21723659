"""The median of what each counted thing took, exact: the rollups keep how many took each number of days."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Float, FromClause, Integer, Select, cast, func, select

from tenants.reading.json import literal, number
from tenants.statistics.parts import Parts


def median_of(
    figure: str, parts: Parts, period: Mapping[str, ColumnElement[Any]], alias: Callable[[], str]
) -> ColumnElement[Any]:
    """Of a flow, within the period if there is one: the middle one, or the mean of the middle two; null of none."""

    def select_part(source: FromClause) -> Select[Any]:
        counted = [source.c.figure == literal(figure)]
        if period:
            counted += [source.c.month < period["end"], source.c.month >= period["start"]]
        return select(source.c.dimension, source.c.amount).where(*counted)

    every = parts(select_part)
    value = cast(every.c.dimension, Integer)
    took = select(value.label("value"), func.sum(every.c.amount).label("amount")).group_by(value).subquery(alias())
    up_to, whole = func.sum(took.c.amount).over(order_by=took.c.value), func.sum(took.c.amount).over()
    line = select(took.c.value, (up_to * number(2)).label("twice"), whole.label("whole")).subquery(alias())
    lower, upper = (
        func.min(line.c.value).filter(reached, line.c.whole > number(0))
        for reached in (line.c.twice >= line.c.whole, line.c.twice > line.c.whole)
    )
    return select(cast(lower + upper, Float) / number(2)).select_from(line).scalar_subquery()
