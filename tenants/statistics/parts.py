"""Where the amounts of a tenant's figures are: in its rollups, and in the deltas pending below it.

As the tenants stand now, what it took over from others counts besides, and what others took over from it does not.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Select,
    Subquery,
    Text,
    column,
    func,
    literal,
    union_all,
)

from tenants.errors import Forbidden
from tenants.reading.selection import Arguments, Selection
from tenants.statistics.enums import StatisticsUnits
from tenants.statistics.suppression import hideable_fields
from tenants.statistics.table import statistics_deltas, statistics_rollups

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


# Of a tenant, by what selects from them.
Parts = Callable[[Callable[[FromClause], Select[Any]]], Subquery]
MOVED = (column("figure", Text), column("dimension", Text), column("month", Date), column("amount", BigInteger))


def as_now(builder: "Builder", selection: Selection) -> ColumnElement[bool] | None:
    """Whether the figures of a field are of the tenants as they stand now; None where they never are.

    Raises Forbidden, at the latest when it is asked, for a role from which small figures are hidden: what the two
    differ by is a small tenant's own.
    """

    def is_now(arguments: Arguments) -> bool:
        asked = arguments.get("units") == StatisticsUnits.AS_NOW
        if asked and hideable_fields(builder.role):
            raise Forbidden(role=builder.role.name, resource="statistics")
        return asked

    if "units" in selection.varying:
        return builder.bind(selection, (), Boolean(), is_now)
    return literal(value=True) if is_now(selection.arguments) else None


def select_parts(
    builder: "Builder",
    row: FromClause,
    select_part: Callable[[FromClause], Select[Any]],
    now: ColumnElement[bool] | None = None,
) -> Subquery:
    """Rollups are kept at the tenant itself; pending deltas at whichever tenant below keeps the record."""
    rollup, delta = (table.alias(builder.alias()) for table in (statistics_rollups, statistics_deltas))
    rolled_up = select_part(rollup).where(rollup.c.tenant_code == row.c.code)
    pending = select_part(delta).where(delta.c.tenant_code >= row.c.code, delta.c.tenant_code < row.c.code_end)
    parts = [rolled_up.correlate_except(rollup), pending.correlate_except(delta)]
    if now is not None:
        moved = func.taken_over(row.c.code, now).table_valued(*MOVED, name=builder.alias())
        parts.append(select_part(moved).correlate_except(moved))
    return union_all(*parts).subquery(builder.alias())
