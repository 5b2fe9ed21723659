"""Retaining: months of the access log that are older than they have to be kept are dropped whole, and on record."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import asyncpg

from tenants.audit.chaining import chain_all
from tenants.audit.verifying import Span, verify
from tenants.database.owner import owner_session
from tenants.encryption.keys import Keys

# A drop waits for the log's readers and writers, and all that come after wait for it: so not for long, but again.
WAITS_SECONDS = 1
TRIES = 30


class AuditError(Exception):
    """What cannot be done with the access log; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Retired:
    """A month whose entries are gone."""

    month: date
    entries: int


async def retain(owner_url: str, keys: Keys, months: int) -> list[Retired]:
    """Drops every month that is over for so many months, the oldest first; a month that fails its chain stays.

    Raises AuditError for the first that stays, with all behind it.
    """
    async with owner_session(owner_url) as connection:
        return [retired async for retired in retiring(connection, keys, months)]


async def retiring(connection: asyncpg.Connection, keys: Keys, months: int) -> AsyncIterator[Retired]:
    await chain_all(connection)
    for row in await connection.fetch("select month from access_log_months_over($1) month", months):
        month = row["month"]
        found = await verify(connection, keys, Span(month, (month + timedelta(31)).replace(day=1)))
        if found.faults:
            raise AuditError(f"{month:%Y-%m} is not dropped, for its chain does not hold: {found.faults[0]}")
        yield Retired(month, await retire(connection, month))


async def retire(connection: asyncpg.Connection, month: date) -> int:
    for _ in range(TRIES):
        try:
            async with connection.transaction():
                await connection.execute(f"set local lock_timeout = '{WAITS_SECONDS}s'")
                entries: int = await connection.fetchval("select (retire_access_log($1)).entries", month)
        except asyncpg.LockNotAvailableError:
            await asyncio.sleep(WAITS_SECONDS)
        else:
            return entries
    raise AuditError(f"{month:%Y-%m} is not dropped, for the log is never free: try again")
