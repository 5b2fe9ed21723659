"""How far a target is met, worked out once more from the figures of its period, in plain Python."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.tenants.statistics.recount import days_of

STOCKS = {"CARING_MOTHERS", "CHILDREN", "CHILDREN_PAIRED", "PAIRINGS", "VENUES", "PROJECTS", "ORGANIZATIONS"}


@dataclass(frozen=True)
class Pace:
    """A target's period and value, and the day it is looked at."""

    period: str
    value: int
    today: date


def progress(pace: Pace, indicator: str, figure: Callable[[str], int]) -> dict[str, object]:
    """`figure` gives the indicator of a period as the statistics have it."""
    days = days_of(pace.period, pace.today)
    if days.start > pace.today:
        return dict.fromkeys(("achieved", "rate", "forecast", "light"))
    achieved = figure(pace.period)
    whole = (days.end - days.start).days
    gone = (min(pace.today + timedelta(1), days.end) - days.start).days
    base = figure(month_before(days.start)) if indicator in STOCKS else 0
    forecast = max(achieved + rounded(Decimal(achieved - base) * (whole - gone) / gone), 0)
    return {
        "achieved": achieved,
        "rate": float((Decimal(achieved) / pace.value).quantize(Decimal("0.0001"), ROUND_HALF_UP)),
        "forecast": forecast,
        "light": light(max(achieved, forecast), pace.value),
    }


def month_before(day: date) -> str:
    return f"{day - timedelta(1):%Y-%m}"


def rounded(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def light(expected: int, value: int) -> str:
    if expected >= value:
        return "GREEN"
    return "YELLOW" if expected >= Decimal("0.8") * value else "RED"
