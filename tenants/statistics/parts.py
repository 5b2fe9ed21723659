"""Where the amounts of a tenant's figures are: in its rollups, and in the deltas pending below it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import FromClause, Select, Subquery, union_all

from tenants.statistics.table import statistics_deltas, statistics_rollups

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def select_parts(builder: "Builder", row: FromClause, select_part: Callable[[FromClause], Select[Any]]) -> Subquery:
    """Rollups are kept at the tenant itself; pending deltas at whichever tenant below keeps the record."""
    rollup, delta = (table.alias(builder.alias()) for table in (statistics_rollups, statistics_deltas))
    rolled_up = select_part(rollup).where(rollup.c.tenant_code == row.c.code)
    pending = select_part(delta).where(delta.c.tenant_code >= row.c.code, delta.c.tenant_code < row.c.code_end)
    return union_all(rolled_up.correlate_except(rollup), pending.correlate_except(delta)).subquery(builder.alias())
