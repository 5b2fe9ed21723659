"""The API's own scalars: how each is written, read and refused."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NewType

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.unreadable import Unreadable
from tenants import division
from tenants.clock import SHANGHAI
from tenants.division import format_code, parse_code
from tenants.errors import ProblemCode
from tenants.statistics.period import Period
from tenants.writing.form import FIRST_DAY, LAST_DAY

DivisionCode = division.DivisionCode
Money = NewType("Money", Decimal)

WIDEST_MONEY = Decimal(10) ** 18
MONEY = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
A_DATE = 'a Date is a day such as "2024-06-01"'
A_MOMENT = 'a DateTime is a moment such as "2024-06-01T08:00:00+08:00"'
CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
MOMENT = re.compile(f"{DATE.pattern}T{CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?")


def text_in(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what}, as a string")  # noqa: TRY004  # GraphQL reports ValueError
    return value


def parse_division_code(value: object) -> int | Unreadable:
    try:
        return parse_code(text_in(value, "a division code has digits"))
    except ValueError:
        if not isinstance(value, str):
            raise
        return Unreadable("a division code has 2, 4, 6, 9 or 12 digits, and is not below the first province")


def parse_money(value: object) -> Decimal | Unreadable:
    """Yuan with at most two decimals, as text; a number only where it is whole."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError('an amount is yuan with at most two decimals, as text: "12.50"')  # noqa: TRY004  # as above
    try:
        amount = Decimal(value) if isinstance(value, int) or MONEY.fullmatch(value) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) >= WIDEST_MONEY or amount != round(amount, 2):
        return Unreadable('an amount is yuan with at most two decimals, as text: "12.50"')
    return amount


def parse_period(value: object) -> Period | Unreadable:
    try:
        return Period.parse(text_in(value, "a period is such as 2024-06"))
    except ValueError as error:
        if not isinstance(value, str):
            raise
        return Unreadable(str(error))


def parse_date(value: object) -> date | Unreadable:
    text = text_in(value, A_DATE)
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else Unreadable(A_DATE)
    except ValueError:
        return Unreadable(A_DATE)


def parse_moment(value: object) -> datetime | Unreadable:
    """A moment; one without an offset is meant by the clocks of those who write it, in Shanghai."""
    text = text_in(value, A_MOMENT)
    try:
        moment = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        return Unreadable(A_MOMENT)
    if moment.date() < FIRST_DAY:
        return Unreadable("no moment is before 1900", ProblemCode.TOO_EARLY, {"least": FIRST_DAY})
    if moment.date() > LAST_DAY:
        return Unreadable("no moment is after 2100", ProblemCode.TOO_LATE, {"most": LAST_DAY})
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


# Of whatever host serves the API.
SPECIFIED_AT = "/scalars"

CONFIG = StrawberryConfig(
    scalar_map={
        date: strawberry.scalar(
            name="Date",
            specified_by_url=f"{SPECIFIED_AT}#Date",
            description="A day, such as `2024-06-01`.",
            serialize=str,
            parse_value=parse_date,
        ),
        datetime: strawberry.scalar(
            name="DateTime",
            specified_by_url=f"{SPECIFIED_AT}#DateTime",
            description="A moment, such as `2024-06-01T08:00:00+08:00`; without an offset it is meant in Shanghai.",
            serialize=datetime.isoformat,
            parse_value=parse_moment,
        ),
        DivisionCode: strawberry.scalar(
            name="DivisionCode",
            specified_by_url=f"{SPECIFIED_AT}#DivisionCode",
            description="A division code of 12 digits, `PP CC DD TTT VVV` without spaces; 2, 4, 6 or 9 do, too.",
            serialize=format_code,
            parse_value=parse_division_code,
        ),
        Money: strawberry.scalar(
            name="Money",
            specified_by_url=f"{SPECIFIED_AT}#Money",
            description='Yuan as a decimal string: `"12.50"`.',
            serialize=str,
            parse_value=parse_money,
        ),
        Period: strawberry.scalar(
            name="Period",
            specified_by_url=f"{SPECIFIED_AT}#Period",
            description="A day `2024-06-15`, month `2024-06`, quarter `2024-Q2`, half-year `2024-H1` or year `2024`.",
            serialize=lambda period: period.text,
            parse_value=parse_period,
        ),
    }
)
