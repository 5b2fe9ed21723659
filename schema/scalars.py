"""The API's own scalars: how each is written, read and refused."""

from decimal import Decimal, InvalidOperation
from typing import NewType

import strawberry
from strawberry.schema.config import StrawberryConfig

from tenants.hierarchy import division
from tenants.hierarchy.division import format_code, parse_code
from tenants.statistics.period import Period

DivisionCode = division.DivisionCode
Money = NewType("Money", Decimal)

LARGEST_MONEY = Decimal("999999999999.99")


def parse_division_code(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError("a division code is a string of digits")  # noqa: TRY004  # GraphQL reports ValueError
    try:
        return parse_code(value)
    except ValueError:
        # Whoever loads tenants is told which code it was; a caller knows what she sent.
        raise ValueError("a division code has 2, 4, 6, 9 or 12 digits, and is not below the first province") from None


def parse_money(value: object) -> Decimal:
    """Yuan with at most two decimals, as text; a number only where it is whole."""
    try:
        amount = Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or amount != round(amount, 2) or abs(amount) > LARGEST_MONEY:
        raise ValueError('an amount is yuan with at most two decimals, as text: "12.50"')
    return amount


def parse_period(value: object) -> Period:
    if not isinstance(value, str):
        raise ValueError("a period is a string")  # noqa: TRY004  # GraphQL reports ValueError
    return Period.parse(value)


CONFIG = StrawberryConfig(
    scalar_map={
        DivisionCode: strawberry.scalar(
            name="DivisionCode",
            description="A division code of 12 digits, `PP CC DD TTT VVV` without spaces; 2, 4, 6 or 9 do, too.",
            serialize=format_code,
            parse_value=parse_division_code,
        ),
        Money: strawberry.scalar(
            name="Money",
            description='Yuan as a decimal string: `"12.50"`.',
            serialize=str,
            parse_value=parse_money,
        ),
        Period: strawberry.scalar(
            name="Period",
            description="A day `2024-06-15`, month `2024-06`, quarter `2024-Q2`, half-year `2024-H1` or year `2024`.",
            serialize=lambda period: period.text,
            parse_value=parse_period,
        ),
    }
)
