"""Succession: what a tenant, and all below it, keeps is kept by others from a day on; files go as by a transfer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import asyncpg

from tenants.division import end_of, format_code, level_of, line_of

OPEN = "select code from tenants where closed_on is null and code >= $1 and code < $2"
# Of each of these tenants, how many files and registrations are open there, and how many serve there.
KEEPING = "select * from keeping($1)"
WITHIN = "select code from tenants where code >= $1 and code < $2 order by code"
SUCCEED = "select * from succeed($1, $2, coalesce($3, today()))"


@dataclass(frozen=True)
class Succession:
    """How many files and registrations have gone over, and how many Caring Mothers serve a successor now."""

    children: int
    caring_mothers: int
    service_areas: int


class BadSuccession(ValueError):
    """A tenant that keeps something has no successor, or more than one; `tenants` are their codes, as text."""

    def __init__(self, message: str, tenants: str) -> None:
        super().__init__(message.format(tenants))
        self.tenants = tenants


async def succeed(connection: asyncpg.Connection, old: int, new: Sequence[int], on: date | None = None) -> Succession:
    """Hands over what the old tenant and all below it keep: of each to its like below one of the new.

    What has no like goes to the like of the tenant above it, and at last to the new one, if there is one alone. `on` is
    the day, today when left out. The connection is the owner's; in one transaction. Raises BadSuccession.
    """
    async with connection.transaction():
        return await hand_over(connection, await find_successors(connection, old, new), on)


async def foresee(connection: asyncpg.Connection, old: int, new: Sequence[int], on: date | None = None) -> Succession:
    """What that would hand over; nothing is changed. Raises BadSuccession."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        return await succeed(connection, old, new, on)
    finally:
        await transaction.rollback()


async def hand_over(connection: asyncpg.Connection, successors: Mapping[int, int], on: date | None) -> Succession:
    row = await connection.fetchrow(SUCCEED, list(successors), list(successors.values()), on)
    return Succession(**row)


async def find_successors(
    connection: asyncpg.Connection, old: int, new: Sequence[int], *, keeping: str = KEEPING
) -> Mapping[int, int]:
    """The successor of each tenant for which it is clear, in the order of the codes.

    Raises BadSuccession where one keeps something and it is not clear. `keeping` asks what is kept, as the connection
    may ask it.
    """
    taking = {code for one in new for code in await codes_of(connection, OPEN, one)}
    missing = [one for one in new if one not in taking]
    if missing or old in new:
        told = ", ".join(map(format_code, missing or [old]))
        raise BadSuccession("{} cannot take over: it is no open tenant", told)
    within = await codes_of(connection, WITHIN, old)
    kept = {row["code"]: row["files"] for row in await connection.fetch(keeping, within)}
    found = {code: likes_of(code, old, new, taking) for code in within}
    unclear = [code for code in kept if len(found[code]) != 1]
    if unclear:
        told = ", ".join(f"{format_code(code)} ({kept[code]})" for code in unclear)
        raise BadSuccession("of these it is not clear who takes over what they keep: {}", told)
    return {code: next(iter(likes)) for code, likes in found.items() if len(likes) == 1}


def likes_of(code: int, old: int, new: Sequence[int], taking: set[int]) -> set[int]:
    """Who might take over from a tenant: the like of it, or of the nearest above it that has one."""
    line = [one for one in line_of(code) if old <= one < end_of(old)]
    for one in line:
        likes = {to + one - old for to in new if level_of(to) == level_of(old)} & taking
        if likes:
            return likes
    return set(new)


async def codes_of(connection: asyncpg.Connection, text: str, code: int) -> list[int]:
    return [row["code"] for row in await connection.fetch(text, code, end_of(code))]
