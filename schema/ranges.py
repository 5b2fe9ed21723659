"""Ranges in filters: from a first value to a last one, both of them included."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from schema.scalars import Money

FIRST = "Not before this; left out, from the beginning."
LAST = "Not after this, which is itself included; left out, without an end."


def range_of(name: str, item: Any, what: str) -> type:  # noqa: ANN401  # a type
    annotations = {"from_": item | None, "to": item | None}
    fields = {
        "from_": strawberry.field(name="from", default=strawberry.UNSET, description=FIRST),
        "to": strawberry.field(default=strawberry.UNSET, description=LAST),
    }
    made = type(name, (), {"__annotations__": annotations, "__module__": __name__, **fields})
    return strawberry.input(made, description=f"{what} from the first to the last, both included.")


DateRange = range_of("DateRange", date, "Days")
DateTimeRange = range_of("DateTimeRange", datetime, "Moments")
IntRange = range_of("IntRange", int, "Numbers")
MoneyRange = range_of("MoneyRange", Money, "Amounts")

RANGES: Mapping[Any, type] = {date: DateRange, datetime: DateTimeRange, int: IntRange, Decimal: MoneyRange}
