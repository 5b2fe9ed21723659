"""Verifying: digests, hashes and seals of the access log are computed anew, and what does not agree is named."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import asyncpg

from tenants.audit.seals import Seals
from tenants.encryption.keys import Keys

DAYS = "select * from access_log_days order by day"
LINKS = """
    select c.position, c.entry_id, c.logged_on, c.digest, c.hash,
           case when l.id is not null then access_log_text(l) end as said
    from access_log_chain c left join access_log l on (l.id, l.day) = (c.entry_id, c.logged_on)
    where c.day = $1 order by c.position
"""
UNCHAINED = """
    select l.id from access_log l
    where l.day >= $1 and l.day < $2 and not exists (select from access_log_chain c where c.entry_id = l.id)
    order by l.at limit 100
"""
WAITING = """
    select count(*) as number, min(at) as since from access_log_unchained
    where at < now() - interval '1 minute' and day >= $1 and day < $2
"""
RETIRED = """
    select r.month, r.retired_on, (d.days, d.entries, d.digest) = (r.days, r.entries, r.digest) as agrees,
           r.retired_on >= r.month + interval '7 months' as was_old
    from access_log_retired r cross join access_log_digest(r.month) d order by r.month
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the chain: how many entries, the hash to keep somewhere else, and what is wrong with it first.

    One of a retired month has nothing left but these, and when it was retired.
    """

    day: date
    entries: int
    head: str
    fault: str | None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `since` until the one before `until`."""

    since: date = date.min
    until: date = date.max

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The days of a span, and all that is wrong with them, with its entries and with the months that were retired.

    The notes are of what may have been an accident, and has to be explained by who runs the servers.
    """

    days: list[Day]
    faults: list[str]
    notes: list[str]


async def verify(connection: asyncpg.Connection, keys: Keys, span: Span = ALWAYS) -> Verdict:
    """Verifies the chains of a span's days, each from the head of the day before it, and what was sealed of them."""
    days = [day async for day in verify_days(connection, span)]
    faults = [f"{one.day} {one.fault}" for one in days if one.fault]
    faults += await find_unchained(connection, span) + await find_badly_retired(connection, span)
    retired = [row["month"] for row in await connection.fetch(RETIRED)]
    seals = Seals(connection, keys, span.since, span.until, retired)
    return Verdict(days, faults + await seals.faults(), seals.notes)


async def verify_days(connection: asyncpg.Connection, span: Span) -> AsyncIterator[Day]:
    retired = {row["month"]: row["retired_on"] for row in await connection.fetch(RETIRED)}
    head = b""
    for row in await connection.fetch(DAYS):
        if row["day"] in span:
            gone = retired.get(month_of(row["day"]))
            fault = None if gone else await first_fault(connection, row, head, retired)
            yield Day(row["day"], row["entries"], row["head"].hex(), fault, gone)
        head = row["head"]


async def first_fault(
    connection: asyncpg.Connection, day: asyncpg.Record, head: bytes, retired: Collection[date]
) -> str | None:
    """The first entry of the day that was changed, removed or put in, or that the chain goes wrong at.

    An entry that was logged in a retired month may have come too late for the chains of that month.
    """
    position = 0
    async with connection.transaction():
        async for link in connection.cursor(LINKS, day["day"], prefetch=1000):
            position += 1
            entry = f"entry {link['entry_id']} at {position}"
            if link["position"] != position:
                return f"a link is missing at {position}"
            if link["said"] is None and month_of(link["logged_on"]) not in retired:
                return f"{entry} was removed"
            if link["said"] is not None and sha256(link["said"].encode()).digest() != link["digest"]:
                return f"{entry} was changed"
            head = sha256(head + link["digest"]).digest()
            if head != link["hash"]:
                return f"the chain does not hold from {entry}"
    if position != day["entries"] or head != day["head"]:
        return f"the day had {day['entries']} entries, and does not end as it did"
    return None


async def find_unchained(connection: asyncpg.Connection, span: Span) -> list[str]:
    """The entries that stand in no chain, for they were put in by hand; and whether nothing is chained any more."""
    rows = await connection.fetch(UNCHAINED, span.since, span.until)
    (waiting,) = await connection.fetch(WAITING, span.since, span.until)
    faults = [f"entry {row['id']} stands in no chain" for row in rows]
    return [*faults, f"nothing is chained since {waiting['since']}"] if waiting["number"] else faults


async def find_badly_retired(connection: asyncpg.Connection, span: Span) -> list[str]:
    """The months whose days are not those that were retired, or that were retired younger than they may be."""
    rows = [row for row in await connection.fetch(RETIRED) if row["month"] in span]
    faults = [f"{row['month']:%Y-%m} does not have the days that were retired" for row in rows if not row["agrees"]]
    return faults + [f"{row['month']:%Y-%m} was retired too young" for row in rows if not row["was_old"]]


def month_of(day: date) -> date:
    return day.replace(day=1)
