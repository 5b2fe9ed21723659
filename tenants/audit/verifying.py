"""Verifying: every digest and hash of the access log's chain is computed anew, and what does not agree is named."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import asyncpg

LINKS = """
    select c.position, c.entry_id, c.digest, c.hash, access_log_text(l) as said
    from access_log_chain c left join access_log l on (l.id, l.day) = (c.entry_id, c.logged_on)
    where c.day = $1 order by c.position
"""
UNCHAINED = """
    select l.id from access_log l
    where l.at < now() - interval '1 minute' and ($1::date is null or l.day = $1)
      and not exists (select from access_log_chain c where c.entry_id = l.id)
    order by l.at
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the chain: how many entries, the hash to keep somewhere else, and what is wrong with it first."""

    day: date
    entries: int
    head: str
    fault: str | None


async def verify_days(connection: asyncpg.Connection, only: date | None) -> list[Day]:
    """Every day of the chain, or one, each from the head of the day before it."""
    return [day async for day in verified(connection, only)]


async def verified(connection: asyncpg.Connection, only: date | None) -> AsyncIterator[Day]:
    head = b""
    for row in await connection.fetch("select * from access_log_days order by day"):
        if only in (None, row["day"]):
            fault = await first_fault(connection, row, head)
            yield Day(row["day"], row["entries"], row["head"].hex(), fault)
        head = row["head"]


async def first_fault(connection: asyncpg.Connection, day: asyncpg.Record, head: bytes) -> str | None:
    """The first entry of the day that was changed, removed or put in, or that the chain goes wrong at."""
    links = await connection.fetch(LINKS, day["day"])
    for position, link in enumerate(links, 1):
        entry = f"entry {link['entry_id']} at {position}"
        if link["position"] != position:
            return f"a link is missing at {position}"
        if link["said"] is None:
            return f"{entry} was removed"
        if sha256(link["said"].encode()).digest() != link["digest"]:
            return f"{entry} was changed"
        head = sha256(head + link["digest"]).digest()
        if head != link["hash"]:
            return f"the chain does not hold from {entry}"
    if len(links) != day["entries"] or head != day["head"]:
        return f"the day had {day['entries']} entries, and does not end as it did"
    return None


async def find_unchained(connection: asyncpg.Connection, only: date | None) -> list[str]:
    """The entries that stand in no chain a minute after they were written: put in by hand, or nothing chains."""
    return [str(row["id"]) for row in await connection.fetch(UNCHAINED, only)]
