"""Ranges: both ends are within, either may be left out, and one that is the wrong way round is said to be."""

from datetime import date, timedelta
from typing import Any

import pytest

from schema.caller import Caller
from schema.engine.engine import Engine
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import COUNTY
from tests.schema.engine.memory import Records, end_of

TEXT = "query($on: DateRange) { visits(filter: {visitedOn: $on}) { totalCount } }"
DAY = date(2024, 5, 27)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *((DAY, DAY), (DAY, None), (None, DAY), (None, None), (DAY, DAY + timedelta(40))),
        *((DAY - timedelta(40), DAY), (date(1900, 1, 1), date(2100, 1, 1))),
    ],
)
async def test_both_ends_are_within(
    engine: Engine, caseworker: Caller, records: Records, first: date | None, last: date | None
) -> None:
    days = [one["visited_on"] for one in records["Visit"] if COUNTY <= one.code < end_of(COUNTY)]
    assert DAY in days
    wanted = sum((first or date.min) <= day <= (last or date.max) for day in days)
    given = {end: day and str(day) for end, day in (("from", first), ("to", last))}
    absent = {end: day for end, day in given.items() if day}
    for range_ in (given, absent):
        assert await ask(engine, caseworker, TEXT, {"on": range_}) == {"visits": {"totalCount": wanted}}


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (TEXT, {"on": {"from": "2024-03-02", "to": "2024-03-01"}}),
        ('{ visits(filter: {visitedOn: {from: "2024-03-02", to: "2024-03-01"}}) { totalCount } }', {}),
        (
            'query($d: Date) { visits(filter: {visitedOn: {from: $d, to: "2024-03-01"}}) { totalCount } }',
            {"d": "2025-01-01"},
        ),
    ],
)
async def test_a_range_the_wrong_way_round_is_refused(
    engine: Engine, caseworker: Caller, text: str, variables: dict[str, Any]
) -> None:
    assert await ask(engine, caseworker, TEXT, {"on": {"from": "2024-03-01", "to": "2024-03-02"}})
    assert await refusal(engine, caseworker, text, variables) == "REVERSED_RANGE"
