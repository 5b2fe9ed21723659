"""The day in Shanghai, which every date of a record is, and days that are reckoned from one."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    return datetime.now(SHANGHAI).date()


def months_after(since: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is shorter."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
