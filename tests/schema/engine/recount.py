"""The figures of a tenant counted from the records in memory, as those of the database are."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.schema.engine.memory import KINDS, Record, Records, today
from tests.tenants.statistics import recount as row_by_row

PERIODS = (None, "2023", "2023-12", "2024", "2024-01", "2024-Q2", "2024-H1", "1999-Q4")

Figures = Mapping[str, Callable[..., Any]]


def recount(records: Records, code: int, period: str | None) -> Figures:
    """The statistics of a tenant and all below it, each figure counted once and given when it is asked for."""
    rows = {KINDS[kind]: [columns_of(one) for one in of_kind] for kind, of_kind in records.items()}
    figures = row_by_row.recount(rows, code, row_by_row.days_of(period, today()))
    return {name: lambda _info, figure=figure: figure for name, figure in {**figures, "suppressed": []}.items()}


def columns_of(record: Record) -> Mapping[str, Any]:
    """The row as the database gives it."""
    if record.kind != "Child":
        return record.columns
    return {**record.columns, "category_history": json.dumps(record["category_history"])}
