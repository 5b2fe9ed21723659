"""The figures of several periods at once are those of each, in the order asked for; one yet to begin has none."""

from typing import Any

import pytest

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from tests.schema.engine.asking import ask, refusal
from tests.schema.engine.drawing import CITY, COUNTY, PROVINCE
from tests.schema.engine.records_world import World
from tests.schema.engine.recount import PERIODS

ASKED = ["2024-Q2", *(period for period in PERIODS if period)]
FUTURE = ["2199", "2199-06-01", "2199-Q2"]
FIGURES = """{ children pairedRate visits fundsRaised suppressed childrenBySex { value count }
    activitiesByVenue(first: 2) { nodes { venue { id } count } rest } }"""
AT_ONCE = f"""query ($code: DivisionCode, $asked: [Period!]!) {{
    tenant(code: $code) {{ found: statisticsByPeriod(periods: $asked) {FIGURES} }} }}"""
ONE = f"""query ($code: DivisionCode, $asked: Period) {{
    tenant(code: $code) {{ found: statistics(period: $asked) {FIGURES} }} }}"""


async def found(engine: Engine, caller: Caller, text: str, asked: object, code: int = COUNTY) -> Any:  # noqa: ANN401  # JSON
    return (await ask(engine, caller, text, {"code": str(code), "asked": asked}))["tenant"]["found"]


@pytest.mark.parametrize("role", ["DIRECTOR", "ANALYST"])
@pytest.mark.parametrize("code", [COUNTY, CITY, PROVINCE])
async def test_several_periods_at_once_are_each_by_itself(world: World, engine: Engine, role: str, code: int) -> None:
    caller = world.caller(role, PROVINCE)
    each = [await found(engine, caller, ONE, period, code) for period in ASKED]
    assert await found(engine, caller, AT_ONCE, ASKED, code) == each
    assert any(one["suppressed"] for one in each) is (role == "ANALYST")


async def test_a_period_yet_to_begin_is_null_beside_the_others(world: World, engine: Engine) -> None:
    caller = world.caller("DIRECTOR", PROVINCE)
    text = AT_ONCE.replace(FIGURES, "{ children }")
    (now,) = await found(engine, caller, text, ["2024"])
    assert await found(engine, caller, text, [FUTURE[0], "2024", FUTURE[2]]) == [None, now, None]
    assert await found(engine, caller, text, FUTURE[:1]) == [None]
    assert await found(engine, caller, text, []) == []
    for period in FUTURE:
        assert await refusal(engine, caller, ONE, {"asked": period}) in {"YET_TO_BEGIN", "KEPT_BY_MONTH"}


async def test_a_chart_of_every_branch(world: World, engine: Engine) -> None:
    """What is hidden of one is asked once for all, and still of each period by itself."""
    branches = "query ($asked: [Period!]!) {{ tenant {{ branches {{ nodes {{ code {} }} }} }} }}"
    caller, periods = world.caller("ANALYST", PROVINCE), ["2024-01", "2199", "2024-Q2", "2023", "2024"]
    text = branches.format(f"found: statisticsByPeriod(periods: $asked) {FIGURES}")
    nodes = (await ask(engine, caller, text, {"asked": periods}))["tenant"]["branches"]["nodes"]
    assert len(nodes) > 1
    for node in nodes:
        each = [await found(engine, caller, ONE, period, int(node["code"])) for period in periods if period != "2199"]
        assert node["found"] == [each[0], None, *each[1:]]


async def test_no_more_than_sixty_and_no_day_of_what_is_kept_by_months(world: World, engine: Engine) -> None:
    caller = world.caller("DIRECTOR", PROVINCE)
    text = AT_ONCE.replace(FIGURES, "{ children }")
    assert len(await found(engine, caller, text, ["2024"] * 60)) == 60
    assert await refusal(engine, caller, text, {"asked": ["2024"] * 61}) == "periods"
    assert await refusal(engine, caller, text, {"asked": ["2024", "2024-06-01"]}) == "KEPT_BY_MONTH"
    by_day = AT_ONCE.replace(FIGURES, "{ fundsRaised }")
    assert len(await found(engine, caller, by_day, ["2024-06-01", "2024-06-02"])) == 2
    assert "invalid value" in await refusal(engine, caller, text, {"asked": ["2024", "2024-13"]})


async def test_a_period_counts_as_much_as_it_is_asked_for(world: World, engine: Engine) -> None:
    """Sixty periods cost what sixty fields of one would."""

    def cost(text: str, asked: object) -> int:
        return engine.prepare(Request(text, {"code": "33", "asked": asked}), world.caller("DIRECTOR", PROVINCE)).cost

    tenant = 1
    assert cost(AT_ONCE, ["2024"] * 60) - tenant == 60 * (cost(ONE, "2024") - tenant)
