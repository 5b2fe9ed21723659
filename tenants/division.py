"""Division codes: 12 digits `PP CC DD TTT VVV` held as an int; a subtree is a half-open range of them."""

from typing import NewType

from tenants.enums import LabelledEnum

DivisionCode = NewType("DivisionCode", int)


class TenantLevel(LabelledEnum):
    """The level of a tenant; townships may be missing in between."""

    PROVINCE = "PROVINCE", "省", "Province"
    CITY = "CITY", "市", "City"
    COUNTY = "COUNTY", "县（市、区）", "County"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）", "Township"
    VILLAGE = "VILLAGE", "村（社区）", "Village"


LOWEST = 110000000000
# A code of a level ends in that level's zeros, so it is a multiple of this, and its subtree is as wide.
WIDTHS = {
    TenantLevel.PROVINCE: 10_000_000_000,
    TenantLevel.CITY: 100_000_000,
    TenantLevel.COUNTY: 1_000_000,
    TenantLevel.TOWNSHIP: 1_000,
    TenantLevel.VILLAGE: 1,
}
LENGTHS = (2, 4, 6, 9, 12)


def parse_code(text: str) -> int:
    """Read the code written as 12 digits, or as its first 2, 4, 6 or 9. Raises ValueError naming what is wrong."""
    if not (text[:13].isascii() and text[:13].isdigit()):
        raise ValueError(f"the division code {text[:20]!r} is not made of digits")
    if len(text) not in LENGTHS:
        raise ValueError(f"the division code {text[:20]} has {len(text)} digits, not 2, 4, 6, 9 or 12")
    code = int(text.ljust(12, "0"))
    if code < LOWEST:
        raise ValueError(f"the division code {text} is below {LOWEST}, the first province")
    return code


def format_code(code: int) -> str:
    return f"{code:012d}"


def level_of(code: int) -> TenantLevel:
    return next(level for level, width in WIDTHS.items() if code % width == 0)


def end_of(code: int) -> int:
    """Give the end of the half-open range `[code, end)` that holds the code and all that can stand below it."""
    return code + WIDTHS[level_of(code)]


def line_of(code: int) -> tuple[int, ...]:
    """Give the code itself and every code that could stand above it, nearest first."""
    return tuple(dict.fromkeys(code // width * width for width in reversed(WIDTHS.values())))
