"""Sealing: what a process logged is numbered and gets a MAC by a key that the database does not have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import Self
from uuid import UUID

import asyncpg
import orjson

from tenants.database.transactions import Database
from tenants.database.unsealed import NO_HEAD, Head, Logged, Unsealed
from tenants.encryption.keys import Keys

# Also where nothing was logged: so a series that goes on is told from one that broke off.
AT_LEAST = timedelta(minutes=1)
MOST = 500
WRITE = "select seal_access_log($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
HEAD = "select day, entries, head from access_log_head()"
OTHERS = "select * from newest_seals()"


@dataclass(frozen=True, slots=True)
class Seal:
    """One of a series, numbered from 1: statements with their digests, the head of the chain, how far others were."""

    series: UUID
    number: int
    at: datetime
    logged: Sequence[Logged]
    head: Head
    seen: Sequence[str]
    ended: bool

    @classmethod
    def of(cls, row: asyncpg.Record) -> Self:
        """As it is kept."""
        logged = [Logged(*one) for one in zip_longest(row["statements"], row["digests"])]
        head = (row["head_day"], row["head_entries"], row["head"])
        return cls(row["series"], row["number"], row["at"], logged, head, row["seen"], row["ended"])

    @property
    def text(self) -> bytes:
        """All that it says."""
        logged = [[str(one.statement), one.digest and one.digest.hex()] for one in self.logged]
        day, entries, head = self.head
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return orjson.dumps(
            [str(self.series), self.number, at, logged, day, entries, head and head.hex(), list(self.seen), self.ended]
        )

    def values(self, keys: Keys) -> list[object]:
        """As it is written, with its MAC."""
        statements, digests = [one.statement for one in self.logged], [one.digest for one in self.logged]
        said = [self.series, self.number, self.at, statements, digests, *self.head, list(self.seen), self.ended]
        return [*said, keys.first, keys.seal(self.text)]


async def seal(database: Database, *, ended: bool = False) -> None:
    """Seals what the process logged since. What fails to be written is written again as it was made."""
    unsealed = database.unsealed
    while unsealed.made or is_due(unsealed, ended=ended):
        async with database.connection() as connection:
            if not unsealed.made:
                unsealed.made = (await next_seal(connection, unsealed, ended=ended)).values(database.keys)
            await connection.execute(WRITE, *unsealed.made)
        unsealed.made = None


def is_due(unsealed: Unsealed, *, ended: bool) -> bool:
    """A series begins with its process; one that never did needs no end."""
    if unsealed.ended:
        return False
    if unsealed.logged or unsealed.head != NO_HEAD:
        return True
    if ended or unsealed.looked_round is None:
        return ended == (unsealed.number > 0)
    return datetime.now(UTC) - unsealed.looked_round >= AT_LEAST


async def next_seal(connection: asyncpg.Connection, unsealed: Unsealed, *, ended: bool) -> Seal:
    now, seen = datetime.now(UTC), list[str]()
    if unsealed.looked_round is None or now - unsealed.looked_round >= AT_LEAST:
        seen = [row[0] for row in await connection.fetch(OTHERS)]
        unsealed.looked_round = now
    if not unsealed.number and unsealed.head == NO_HEAD:
        unsealed.head = await fetch_head(connection)
    taken, unsealed.logged = unsealed.logged[:MOST], unsealed.logged[MOST:]
    head, unsealed.head = unsealed.head, NO_HEAD
    unsealed.number += 1
    unsealed.ended = ended and not unsealed.logged
    return Seal(unsealed.series, unsealed.number, now, taken, head, seen, unsealed.ended)


async def fetch_head(connection: asyncpg.Connection) -> Head:
    """Where the chain ends now."""
    day, entries, head = await connection.fetchrow(HEAD)
    return day, entries, head


async def seal_alone(connection: asyncpg.Connection, keys: Keys, logged: Sequence[Logged]) -> None:
    """A series of one, of what a command logged in its transaction."""
    unsealed = Unsealed(logged=list(logged))
    await connection.execute(WRITE, *(await next_seal(connection, unsealed, ended=True)).values(keys))
