"""Pages of what only functions of the owner list: forward, by one column that no two rows share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy.types import TypeEngine

from tenants.database import Reading
from tenants.errors import BadRequest
from tenants.reading.cursor import decoder_of, encode_cursor
from tenants.reading.page import DEFAULT_SIZE, LARGEST_SIZE


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, and the column `place` that it is ordered by.

    The `page` takes the size and the place behind which it begins, then the filters; the `count` the filters alone.
    """

    order: str
    place: str
    type: TypeEngine[Any]
    page: str
    count: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page: its rows with their cursors, whether there are more behind it or before, and how many in all."""

    rows: Sequence[asyncpg.Record]
    cursors: Sequence[str]
    more: bool
    behind: bool
    total: int


async def list_page(reading: Reading, listing: Listing, arguments: Mapping[str, Any], *filters: object) -> Listed:
    """The page that `first` and `after` ask for. Raises BadRequest where they mean nothing."""
    first, after = arguments.get("first"), arguments.get("after")
    size = DEFAULT_SIZE if first is None else first
    if not 1 <= size <= LARGEST_SIZE:
        raise BadRequest("BAD_PAGE_SIZE", most=LARGEST_SIZE)
    decode: Callable[[str], object] = decoder_of(listing.order, 0, 1, listing.type)
    place = None if after is None else decode(after)
    rows = await reading.connection.fetch(listing.page, size + 1, place, *filters)
    total = await reading.connection.fetchval(listing.count, *filters)
    shown = rows[:size]
    cursors = [encode_cursor(listing.order, row[listing.place]) for row in shown]
    return Listed(shown, cursors, len(rows) > size, after is not None, total)
