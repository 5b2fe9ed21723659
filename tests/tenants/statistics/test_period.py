"""Periods as text: the days that each has, and the texts that are none."""

from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest

from tenants.errors import BadRequest
from tenants.statistics import period as period_module
from tenants.statistics.period import Period
from tests.tenants.statistics.recount import days_of

TODAY = date(2024, 7, 31)
TEXTS = [f"2023{part}" for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-{n:02d}" for n in range(1, 13)))]


@pytest.mark.parametrize("text", [*TEXTS, "1900", "1900-01", "2024-02", "2000-02"])
def test_a_period_has_its_days(text: str) -> None:
    period, days = Period.parse(text), days_of(text, TODAY)
    assert (period.text, period.start, period.end) == (text, days.start, days.end)


@pytest.mark.parametrize("text", ["1900-01-01", "2024-02-29", "2024-06-30", "2023-12-31"])
def test_a_day_is_a_period_of_one_day(text: str) -> None:
    period, day = Period.parse(text), date.fromisoformat(text)
    assert (period.text, period.start, period.end) == (text, day, day + timedelta(days=1))
    assert period.is_day
    assert not Period.parse(text[:7]).is_day


def test_today_has_begun_as_soon_as_it_has_in_shanghai(monkeypatch: pytest.MonkeyPatch) -> None:
    """There it is the next day from 16:00 UTC on."""
    monkeypatch.setattr(period_module, "datetime", Frozen)
    for begun in ("2024-06-02", "2024-06", "2024-Q2"):
        assert Period.parse(begun).has_begun
    assert not Period.parse("2024-06-03").has_begun


class Frozen(datetime):
    """Of a clock that stands at 16:00 UTC on 1 June 2024."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Frozen":
        return cls(2024, 6, 1, 16, tzinfo=UTC).astimezone(tz)


def test_a_period_that_has_begun_is_one_though_it_is_not_over() -> None:
    today = date.today() - timedelta(days=1)  # noqa: DTZ011  # a day earlier than anywhere
    assert Period.parse(f"{today:%Y-%m}").start == today.replace(day=1)


@pytest.mark.parametrize("text", ["9998", "9998-12-31", "2999-01", "2999-01-01", "2999-Q1", "2999-H2"])
def test_a_period_yet_to_begin_is_refused_where_there_has_to_be_one(text: str) -> None:
    with pytest.raises(BadRequest, match="YET_TO_BEGIN"):
        Period.parse(text).begun()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "1899",
        "9999",
        "2024-00",
        "2024-13",
        "2024-1",
        "2024-Q0",
        "2024-Q5",
        "2024-H0",
        "2024-H3",
        "2024-",
        "2024-06 ",
        "1899-12-31",
        "9999-01-01",
        "2024-6-1",
    ],
)
def test_another_text_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a period is such as 2024-06-15, 2024-06, 2024-Q2, 2024-H1 or 2024$"):
        Period.parse(text)
