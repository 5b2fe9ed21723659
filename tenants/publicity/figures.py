"""Published figures: a few of each year that is over, without what is small, of a county at the lowest."""

from collections.abc import Mapping
from decimal import Decimal

from tenants.database.transactions import Database
from tenants.statistics.indicators import INDICATORS

Figure = int | Decimal | None


async def published_figures(database: Database, code: int, year: int) -> Mapping[str, Figure]:
    """By indicator; None for what is small, or would reveal what is. Empty where nothing is published."""
    async with database.connection() as connection:
        rows = await connection.fetch("select figure, amount from published_figures($1, $2)", code, year)
    return {row["figure"]: figure_of(row["figure"], row["amount"]) for row in rows}


def figure_of(name: str, amount: int | None) -> Figure:
    """Money is kept in fen, and told in yuan."""
    if amount is None or not INDICATORS[name].money:
        return amount
    return Decimal(amount).scaleb(-2)
