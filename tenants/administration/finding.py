"""Users and grants by their ids, as far as the current administrator or director has to do with them."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from tenants.database.transactions import Reading


async def find_users(reading: Reading, ids: Sequence[UUID]) -> Sequence[asyncpg.Record]:
    return await fetch(reading, "select u.*, manages(u.id) as manageable from administered_users() u", ids)


async def find_grants(reading: Reading, ids: Sequence[UUID]) -> Sequence[asyncpg.Record]:
    return await fetch(reading, "select u.* from administered_grants(null) u", ids)


async def find_awaited(reading: Reading, ids: Sequence[UUID]) -> Sequence[asyncpg.Record]:
    return await fetch(reading, "select u.* from awaited_grants() u", ids)


async def fetch(reading: Reading, of_all: str, ids: Sequence[UUID]) -> Sequence[asyncpg.Record]:
    rows: Sequence[asyncpg.Record] = await reading.connection.fetch(f"{of_all} where u.id = any($1)", list(ids))
    return rows
