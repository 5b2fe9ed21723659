"""The figures of a tenant counted from the records in memory, as those of the database are."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from graphql import GraphQLResolveInfo

from tests.schema.engine.memory import KINDS, Eyes, Record, today
from tests.tenants.statistics import recount as row_by_row

PERIODS = (None, "2023", "2023-12", "2024", "2024-01", "2024-Q2", "2024-H1", "1999-Q4")

Figures = Mapping[str, Callable[..., Any]]


def recount(eyes: Eyes, code: int, period: str | None) -> Figures:
    """The statistics of a tenant and all below it, each figure counted once and given when it is asked for."""
    rows = {KINDS[kind]: [columns_of(one) for one in of_kind] for kind, of_kind in eyes.records.items()}
    days = row_by_row.days_of(period, today())
    figures = row_by_row.recount(rows, code, days, lambda row: eyes.find(row["id"]) is not None)
    return {
        name: partial(page_of, figure, eyes) if isinstance(figure, dict) else partial(whole_of, figure)
        for name, figure in {**figures, "suppressed": []}.items()
    }


def whole_of(figure: object, _: GraphQLResolveInfo[Any]) -> object:
    return figure


def page_of(figure: Mapping[str, Any], eyes: Eyes, _: GraphQLResolveInfo[Any], first: int | None = None) -> object:
    """The first records that a figure is counted for; what is counted for the others is left."""
    nodes: list[dict[str, Any]] = [
        {name: eyes.find(value["id"]) if isinstance(value, dict) else value for name, value in node.items()}
        for node in figure["nodes"]
    ]
    first = first or 20
    behind = [Decimal(node["amount"] if "amount" in node else node["count"]) for node in nodes[first:]]
    rest = Decimal(figure["rest"]) + sum(behind)
    return {"nodes": nodes[:first], "rest": f"{rest:.2f}" if isinstance(figure["rest"], str) else int(rest)}


def columns_of(record: Record) -> Mapping[str, Any]:
    """The row as the database gives it."""
    if record.kind != "Child":
        return record.columns
    return {**record.columns, "category_history": json.dumps(record["category_history"])}
