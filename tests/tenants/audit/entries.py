"""Entries of the access log as a process logs and seals them, and what verifying says of them."""

from collections.abc import Sequence
from uuid import uuid4

import asyncpg

from tenants.audit.sealing import MOST, WRITE, Seal
from tenants.audit.verifying import verify
from tenants.database.unsealed import NO_HEAD, Logged
from tenants.reading.logging import digest_of, shown_of
from tests.keys import KEYS

TENANT = 330000000000
ENTRIES = """
    insert into access_log_unchained (statement_id, day, at, user_name, tenant_code, kinds, fields, marks)
    select gen_random_uuid(), today(), now() - interval '1 hour' + n * interval '1 second', 'user', 330000000000,
        '{CHILD}', '{"{name}"}', array['0000":"' || gen_random_uuid() || ':330000000000'] from generate_series(1, 5) n
    returning statement_id, at, marks
"""


async def log(owner: asyncpg.Connection, days: str = "today()", number: int = 5, *, at: str | None = None) -> None:
    """Logs so many entries on a day that is told as SQL, chains and seals them."""
    await log_only(owner, days, number, at=at)
    await owner.fetchval("select chain_access_log()")


async def log_only(owner: asyncpg.Connection, days: str = "today()", number: int = 5, *, at: str | None = None) -> None:
    """The same, without the chain."""
    text = ENTRIES.replace("today()", f"({days})::date").replace("(1, 5)", f"(1, {number})")
    rows = await owner.fetch(text.replace("now() - interval '1 hour'", at) if at else text)
    moment = await owner.fetchval(f"select least((({days})::date + time '12:00') at time zone 'Asia/Shanghai', now())")
    for first in range(0, number, MOST):
        logged = [sealed(row) for row in rows[first : first + MOST]]
        seal = Seal(uuid4(), 1, moment, logged, NO_HEAD, [], ended=True)
        await owner.execute(WRITE, *seal.values(KEYS))


def sealed(row: asyncpg.Record) -> Logged:
    files = [mark.split('"')[2] for mark in row["marks"]]
    opened = [shown_of("CHILD", ["name"]) + file for file in files]
    return Logged(row["statement_id"], digest_of(row["at"], ("user",), TENANT, (None, None, None), opened))


async def faults(owner: asyncpg.Connection) -> Sequence[str]:
    return (await verify(owner, KEYS)).faults
