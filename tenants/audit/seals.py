"""The seals: their MACs, that none is missing, and that entries and chain are what the processes sealed."""

from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from uuid import UUID

import asyncpg
import orjson

from tenants.audit.sealing import AT_LEAST, Seal
from tenants.clock import SHANGHAI
from tenants.encryption.keys import Keys
from tenants.reading.logging import digest_of, shown_of

MOST_NAMED = 100
A_DAY = timedelta(1)
# A process that sealed nothing for so long, not even that it is there, broke off.
SILENT = 2 * AT_LEAST
# How long what was logged may take to be chained and sealed: until it is known whether its process broke off.
ON_ITS_WAY = SILENT
# How much later than what it is about a seal may be, where the month before has been retired.
LATE = timedelta(hours=1)
NOBODY = UUID(int=0)
SEALS = "select * from access_log_seals where at >= $1 and at < $2 order by series, number"
IS_THERE = "select exists (select from access_log_seals where series = $1 and number = $2)"
# Entries of no statement are from before there were seals: they are in the chain up to where it ended for the first.
UNSEALED = """
    with first as (
        select head_day, head_entries from access_log_seals where head is not null
        order by head_day, head_entries limit 1
    )
    select l.id from access_log l left join access_log_chain c on c.entry_id = l.id
    where l.statement_id is null and l.day >= $1 and l.day < $2
      and not exists (select from first where (c.day, c.position) <= (head_day, head_entries))
    order by l.at limit 100
"""
HEADS = """
    select s.head_day, s.head_entries, s.series, s.number from access_log_seals s
    left join access_log_chain c on (c.day, c.position) = (s.head_day, s.head_entries)
    where s.head_day >= $1 and s.head_day < $2 and c.hash is distinct from s.head
      and date_trunc('month', s.head_day)::date <> all ($3)
    order by s.head_day, s.head_entries limit 1
"""
# Beside each sealed statement its entries, and the other way round, without what is about to be sealed or chained.
STATEMENTS = """
    with sealed as (
        select s.series, s.number, s.at as sealed_at, item.id, item.digest
        from access_log_seals s, unnest(s.statements, s.digests) as item (id, digest) where s.at >= $1 and s.at < $2
    ), logged as (
        select l.statement_id as id, min(l.at) as at, min(l.day) as day, json_agg(json_build_array(l.grant_id,
            l.user_id, l.role, case when l.grant_id is null then l.user_name end, l.tenant_code, l.operation,
            l.request_id, l.address, l.kind, l.fields, l.record_ids, l.tenant_codes, l.searched))::text as entries
        from access_log l where l.day >= $3 and l.day < $4 and l.statement_id is not null group by l.statement_id
    )
    select id, s.series, s.number, s.sealed_at, s.digest, l.at, l.day, l.entries
    from sealed s full join logged l using (id)
    where (s.id is null or l.id is null or s.digest is not null)
      and (s.id is not null and l.id is not null or coalesce(l.at, s.sealed_at) < now() - $5::interval)
      and not (l.id is null and (s.digest is null or id in (
          select statement_id from access_log_unchained where statement_id is not null)))
"""


class Seals:
    """The seals of the days from `since` until the one before `until`; what is wrong, and what is to be explained."""

    def __init__(
        self, connection: asyncpg.Connection, keys: Keys, since: date, until: date, retired: Collection[date]
    ) -> None:
        self.connection = connection
        self.keys = keys
        self.since = since
        self.until = until
        self.retired = retired
        self.notes: list[str] = []
        # When a series that has no end was sealed last.
        self.broken_off: dict[UUID, datetime] = {}

    async def faults(self) -> list[str]:
        """The first of them."""
        found: list[str] = []
        for look in (self.faults_of_series, self.faults_of_statements, self.faults_of_chain):
            async with aclosing(look()) as faults:
                async for fault in faults:
                    found.append(fault)
                    if len(found) == MOST_NAMED:
                        return found
        return found

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the day before to the day after, for a seal comes behind what it is about."""
        return start_of(self.since, -A_DAY), start_of(self.until, A_DAY)

    async def faults_of_series(self) -> AsyncGenerator[str]:
        last, seen = None, dict[UUID, tuple[int, date, str]]()
        async with self.connection.transaction():
            async for row in self.connection.cursor(SEALS, *self.moments, prefetch=10):
                one = Seal.of(row)
                if not self.keys.is_seal(row["key"], one.text, row["mac"]):
                    known = "by another key" if row["key"] in self.keys.ids else f"by {row['key']}, which is not given"
                    yield f"seal {one.number} of {one.series} was changed, or made {known}"
                else:
                    seen.update(newer(seen, one))
                same = last is not None and last.series == one.series
                if last and not same:
                    self.end(last)
                before = last.number if last and same else 0
                if one.number != before + 1 and (same or not await self.goes_on(one)):
                    yield f"seal {one.number - 1} of {one.series} is missing"
                last = one
        if last:
            self.end(last)
        async for fault in self.faults_of_seen(seen):
            yield fault

    def end(self, last: Seal) -> None:
        if not last.ended and last.at < min(datetime.now(UTC), self.moments[1]) - SILENT:
            self.broken_off[last.series] = last.at
            self.notes.append(f"the process of {last.series} broke off after its seal {last.number} at {last.at}")

    async def goes_on(self, first: Seal) -> bool:
        """Whether the one before the first that is looked at is there, or went with its month."""
        there: bool = await self.connection.fetchval(IS_THERE, first.series, first.number - 1)
        return there or self.is_retired((first.at - LATE).astimezone(SHANGHAI).date())

    async def faults_of_seen(self, seen: Mapping[UUID, tuple[int, date, str]]) -> AsyncGenerator[str]:
        """The seals that others saw are there."""
        for series, (number, day, by) in seen.items():
            there = await self.connection.fetchval(IS_THERE, series, number)
            if not there and not self.is_retired(day):
                yield f"seal {number} of {series} is missing, which {by} saw"

    async def faults_of_statements(self) -> AsyncGenerator[str]:
        for row in await self.connection.fetch(UNSEALED, self.since, self.until):
            yield f"entry {row['id']} is not sealed"
        days = start_of(self.since, -A_DAY).date(), start_of(self.until, A_DAY).date()
        async with self.connection.transaction():
            async for row in self.connection.cursor(STATEMENTS, *self.moments, *days, ON_ITS_WAY, prefetch=100):
                if (fault := self.fault_of(row)) is not None:
                    yield fault

    def fault_of(self, row: asyncpg.Record) -> str | None:
        """What is wrong with a statement that has no entries, no seal, or not those that were sealed."""
        sealed_by = f"seal {row['number']} of {row['series']}"
        if row["entries"] is None:
            day = row["sealed_at"].astimezone(SHANGHAI).date()
            gone = self.is_retired((row["sealed_at"] - LATE).astimezone(SHANGHAI).date())
            return None if gone or not self.since <= day < self.until else f"what {sealed_by} is about was removed"
        if row["series"] is None:
            if not self.since <= row["day"] < self.until:
                return None
            if any(at <= row["at"] < at + SILENT for at in self.broken_off.values()):
                self.notes.append(f"statement {row['id']} was logged and not sealed by a process that broke off")
                return None
            return f"statement {row['id']} is not sealed"
        return (
            None
            if digest_of_entries(row["at"], row["entries"]) == row["digest"]
            else f"what {sealed_by} is about was changed"
        )

    async def faults_of_chain(self) -> AsyncGenerator[str]:
        found = await self.connection.fetchrow(HEADS, self.since, self.until, list(self.retired))
        if found:
            day, entries, series, number = found
            yield f"{day} the chain was made again before entry {entries}, where seal {number} of {series} saw it end"

    def is_retired(self, day: date) -> bool:
        return day.replace(day=1) in self.retired


def newer(seen: Mapping[UUID, tuple[int, date, str]], by: Seal) -> Iterator[tuple[UUID, tuple[int, date, str]]]:
    """How far a seal saw other series, where nobody saw them further."""
    for said in by.seen:
        series, number, day = said.split(" ")
        if int(number) > seen.get(UUID(series), (0,))[0]:
            yield UUID(series), (int(number), date.fromisoformat(day), f"seal {by.number} of {by.series}")


def digest_of_entries(at: datetime, entries: str) -> bytes:
    """The digest of what the entries of a statement say."""
    opened = set[str]()
    for entry in orjson.loads(entries):
        grant, user, role, name, code, operation, request, address, kind, fields, ids, codes, searched = entry
        files = [f"{NOBODY}:{code}"] if searched else [f"{one}:{of}" for one, of in zip_longest(ids, codes)]
        opened |= {shown_of(kind, fields) + file for file in files or [""]}
    by = (grant, user, role) if grant else (name,)
    return digest_of(at, by, code, (operation, request, address), opened)


def start_of(day: date, later: timedelta) -> datetime:
    """The beginning of a day, moved; of the first and last there are, as they are."""
    bounded = min(max(day, date(1900, 1, 1)), date(9000, 1, 1))
    return datetime(bounded.year, bounded.month, bounded.day, tzinfo=SHANGHAI) + later
