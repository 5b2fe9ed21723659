"""Figures of a day: a flow on it, a stock at its end; and none of a figure that is kept by months alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from schema.engine.engine import Engine
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import COUNTY, PROVINCE
from tests.schema.engine.memory import Records, end_of
from tests.schema.engine.records_world import World

TEXT = 'query ($on: Period) {{ tenant(code: "{}") {{ statistics(period: $on) {{ {} }} }} }}'


@pytest.mark.parametrize("code", [COUNTY, PROVINCE])
async def test_what_happened_on_a_day_and_stood_at_its_end(
    world: World, engine: Engine, records: Records, code: int
) -> None:
    text = TEXT.format(code, "fundsRaised venues venuesByKind { value count }")
    kept = {kind: [one for one in records[kind] if code <= one.code < end_of(code)] for kind in ("Donation", "Venue")}
    given = {one["received_on"] for one in kept["Donation"]}
    opened = {one["opened_on"] for one in kept["Venue"]}
    for day in sorted({*list(given)[:6], *list(opened)[:4], min(opened) - timedelta(1), date(2024, 6, 1)}):
        figures = (await ask(engine, world.caller("DIRECTOR", PROVINCE), text, {"on": str(day)}))["tenant"][
            "statistics"
        ]
        raised = sum((one["amount"] for one in kept["Donation"] if one["received_on"] == day), Decimal(0))
        standing = [
            one
            for one in kept["Venue"]
            if one["opened_on"] <= day and (one["closed_on"] is None or one["closed_on"] > day)
        ]
        assert figures["fundsRaised"] == f"{raised:.2f}"
        assert figures["venues"] == len(standing) == sum(by["count"] for by in figures["venuesByKind"])


async def test_the_days_of_a_month_add_up_to_it(world: World, engine: Engine) -> None:
    text, caller = TEXT.format(33, "fundsRaised"), world.caller("ANALYST", PROVINCE)

    async def raised(period: str) -> Decimal:
        return Decimal((await ask(engine, caller, text, {"on": period}))["tenant"]["statistics"]["fundsRaised"])

    month = await raised("2024-01")
    assert month > 0
    assert sum([await raised(f"2024-01-{day:02d}") for day in range(1, 32)], Decimal(0)) == month


@pytest.mark.parametrize("figures", ["children", "fundsRaised visits", "pairedRate", "childrenBySex { count }"])
async def test_a_figure_kept_by_months_has_none_of_a_day(world: World, engine: Engine, figures: str) -> None:
    text = TEXT.format(33, figures)
    caller = world.caller("DIRECTOR", PROVINCE)
    assert await ask(engine, caller, text, {"on": "2024-01"})
    assert await refusal(engine, caller, text, {"on": "2024-01-05"}) == "KEPT_BY_MONTH"


async def test_what_was_hidden_of_a_day_is_not_told_to_who_sees_no_records(world: World, engine: Engine) -> None:
    text = TEXT.format(33, "fundsRaised suppressed")
    assert await refusal(engine, world.caller("ANALYST", PROVINCE), text, {"on": "2024-01-05"}) == "KEPT_BY_MONTH"


@pytest.mark.parametrize("text", ["2024-02-30", "2024-1-5", "1899-12-31", "9999-01-01", "2024-W01-1", "20240105"])
async def test_what_is_no_day(world: World, engine: Engine, text: str) -> None:
    said = await refusal(engine, world.caller("ANALYST", PROVINCE), TEXT.format(33, "fundsRaised"), {"on": text})
    assert "has invalid value" in said
