"""Periods: a day, month, quarter, half-year or year, as a half-open range of days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from tenants.clock import SHANGHAI
from tenants.errors import BadRequest

DAY = timedelta(days=1)
ONE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Years that have months after them.
MOST_YEARS = (1900, 9998)
FORM = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """`[start, end)`: both first days of months, or one day."""

    text: str
    start: date
    end: date

    @property
    def is_day(self) -> bool:
        return self.end - self.start == DAY

    @property
    def has_begun(self) -> bool:
        return self.start <= datetime.now(SHANGHAI).date()

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2024-06-15`, `2024-06`, `2024-Q2`, `2024-H1` or `2024`. Raises ValueError for any other text."""
        return cls(text, *days_of(text))

    def begun(self) -> Self:
        """The same. Raises BadRequest for one yet to begin."""
        if not self.has_begun:
            raise BadRequest("YET_TO_BEGIN")
        return self


def days_of(text: str) -> tuple[date, date]:
    """The days of a period, half-open. Raises ValueError."""
    if ONE_DAY.fullmatch(text) and MOST_YEARS[0] <= int(text[:4]) <= MOST_YEARS[1]:
        start = date.fromisoformat(text)
        return start, start + DAY
    match = FORM.fullmatch(text)
    if not match or not MOST_YEARS[0] <= int(match[1]) <= MOST_YEARS[1]:
        raise ValueError("a period is such as 2024-06-15, 2024-06, 2024-Q2, 2024-H1 or 2024")
    year, month, quarter, half = (int(part) if part else 0 for part in match.groups())
    first, months = (month, 1) if month else (quarter * 3 - 2, 3) if quarter else (half * 6 - 5, 6) if half else (1, 12)
    end = date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1)  # noqa: PLR2004
    return date(year, first, 1), end
