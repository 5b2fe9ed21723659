"""Entries of the access log as the owner writes them, and what verifying says of them."""

import asyncpg

from tenants.audit.verifying import verify

ENTRIES = """
    insert into access_log_unchained (day, at, user_name, tenant_code, kinds, fields, marks)
    select today(), now() - interval '1 hour' + n * interval '1 second', 'user', 330000000000, '{CHILD}', '{"{name}"}',
        array['0000":"' || gen_random_uuid() || ':330000000000'] from generate_series(1, 5) n
"""


async def log(owner: asyncpg.Connection, days: str, number: int = 5) -> None:
    """Logs so many entries on a day that is told as SQL, and chains them."""
    await owner.execute(ENTRIES.replace("today()", f"({days})::date").replace("(1, 5)", f"(1, {number})"))
    await owner.fetchval("select chain_access_log()")


async def faults(owner: asyncpg.Connection) -> list[str]:
    return (await verify(owner)).faults
