"""Periods: a month, quarter, half-year or year, as a half-open range of days."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORM = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """`[start, end)`, both first days of months."""

    text: str
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """`2024-06`, `2024-Q2`, `2024-H1` or `2024`. Raises ValueError for any other text, or one yet to begin."""
        match = FORM.fullmatch(text)
        if not match or not 1900 <= int(match[1]) <= 9998:  # noqa: PLR2004  # years that have months after them
            raise ValueError("a period is such as 2024-06, 2024-Q2, 2024-H1 or 2024")
        year, month, quarter, half = (int(part) if part else 0 for part in match.groups())
        first, months = (
            (month, 1) if month else (quarter * 3 - 2, 3) if quarter else (half * 6 - 5, 6) if half else (1, 12)
        )
        start = date(year, first, 1)
        if start > datetime.now(SHANGHAI).date():
            raise ValueError("a period yet to begin")
        return cls(text, start, date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1))  # noqa: PLR2004
