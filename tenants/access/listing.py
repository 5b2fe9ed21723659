"""Pages of lists that only functions of the owner return, ordered by one unique column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy.types import TypeEngine

from tenants.database import Reading
from tenants.reading.cursor import decoder_of, encode_cursor
from tenants.reading.page import size_asked
from tenants.reading.statement import check_text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in the order of the column `place`.

    `rows` are all of it, with its `filters` as the parameters; `columns` are computed for the rows of a page alone.
    """

    order: str
    place: str
    type: TypeEngine[Any]
    rows: str
    filters: int = 0
    columns: str = "page.*"

    def page(self, *, backward: bool) -> str:
        """After the filters it takes the size, and the places behind which and before which the page lies, or null."""
        place, size, after, before = self.place, *(f"${self.filters + n}" for n in (1, 2, 3))
        down = self.order.endswith("_DESC")
        beyond, short = ("<", ">") if down else (">", "<")
        walk = f"order by {place} {'desc' if down != backward else 'asc'}"
        return f"""select {self.columns} from (
            select * from ({self.rows}) listed
            where coalesce({place} {beyond} {after}, true) and coalesce({place} {short} {before}, true)
            {walk} limit {size}) page {walk}"""  # noqa: S608  # our own names

    @property
    def count(self) -> str:
        return f"select count(*) from ({self.rows}) listed"  # noqa: S608  # our own names


@dataclass(frozen=True, slots=True)
class Listed:
    """A page: its rows and their cursors, and whether there are rows `ahead` of it and `behind` it."""

    listing: Listing
    filters: Sequence[object]
    rows: Sequence[asyncpg.Record]
    cursors: Sequence[str]
    ahead: bool
    behind: bool


async def list_page(reading: Reading, listing: Listing, arguments: Mapping[str, Any], *filters: object) -> Listed:
    """The page that the arguments ask for. Raises BadRequest if they are invalid."""
    size, backward = size_asked(arguments)
    after, before = (place_of(listing, arguments.get(name)) for name in ("after", "before"))
    rows = await reading.connection.fetch(listing.page(backward=backward), *filters, size + 1, after, before)
    shown, more = rows[:size], len(rows) > size
    if backward:
        shown.reverse()
    cursors = [encode_cursor(listing.order, row[listing.place]) for row in shown]
    ahead, behind = (before is not None, more) if backward else (more, after is not None)
    return Listed(listing, filters, shown, cursors, ahead, behind)


def place_of(listing: Listing, cursor: str | None) -> object:
    """The place that a cursor stands for. Raises BadRequest for an invalid one."""
    if cursor is None:
        return None
    place = decoder_of(listing.order, 0, 1, listing.type)(cursor)
    if isinstance(place, str):
        check_text(place)
    return place


async def count_all(reading: Reading, listed: Listed) -> int:
    """How many rows the list of a page has in all."""
    counted: int = await reading.connection.fetchval(listed.listing.count, *listed.filters)
    return counted
