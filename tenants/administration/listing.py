"""Pages of lists that only functions of the owner return, ordered by one unique column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy.types import TypeEngine

from tenants.database.transactions import Reading
from tenants.reading.cursor import decoder_of, encode_cursor
from tenants.reading.page import requested_size
from tenants.reading.statement import check_text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in the order of the column `position`.

    `rows` are all of it, with its `filters` as the parameters; `columns` are computed for the rows of a page alone.
    """

    order: str
    position: str
    type: TypeEngine[Any]
    rows: str
    filters: int = 0
    columns: str = "page.*"

    def page(self, *, backward: bool) -> str:
        """After the filters it takes the size, and the positions that the page lies between, or null."""
        position, size, after, before = self.position, *(f"${self.filters + n}" for n in (1, 2, 3))
        down = self.order.endswith("_DESC")
        beyond, short = ("<", ">") if down else (">", "<")
        walk = f"order by {position} {'desc' if down != backward else 'asc'}"
        return f"""select {self.columns} from (
            select * from ({self.rows}) listed
            where coalesce({position} {beyond} {after}, true) and coalesce({position} {short} {before}, true)
            {walk} limit {size}) page {walk}"""  # noqa: S608  # our own names

    @property
    def count(self) -> str:
        return f"select count(*) from ({self.rows}) listed"  # noqa: S608  # our own names


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page: its rows and their cursors, and whether there are rows `ahead` of it and `behind` it."""

    listing: Listing
    filters: Sequence[object]
    rows: Sequence[asyncpg.Record]
    cursors: Sequence[str]
    ahead: bool
    behind: bool


async def list_page(reading: Reading, listing: Listing, arguments: Mapping[str, Any], *filters: object) -> ListPage:
    """The page that the arguments ask for. Raises BadRequest if they are invalid."""
    size, backward = requested_size(arguments)
    after, before = (decode_position(listing, arguments.get(name)) for name in ("after", "before"))
    rows = await reading.connection.fetch(listing.page(backward=backward), *filters, size + 1, after, before)
    shown, more = rows[:size], len(rows) > size
    if backward:
        shown.reverse()
    cursors = [encode_cursor(listing.order, row[listing.position]) for row in shown]
    ahead, behind = (before is not None, more) if backward else (more, after is not None)
    return ListPage(listing, filters, shown, cursors, ahead, behind)


def decode_position(listing: Listing, cursor: str | None) -> object:
    """The position that a cursor stands for. Raises BadRequest for an invalid one."""
    if cursor is None:
        return None
    position = decoder_of(listing.order, 0, 1, listing.type)(cursor)
    if isinstance(position, str):
        check_text(position)
    return position


async def count_all(reading: Reading, listed: ListPage) -> int:
    """How many rows the list of a page has in all."""
    counted: int = await reading.connection.fetchval(listed.listing.count, *listed.filters)
    return counted
