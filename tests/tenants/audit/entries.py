"""Entries of the access log as the owner writes them, and what verifying says of them."""

import asyncpg

from tenants.audit.verifying import verify

ENTRIES = """
    with logged as (
        insert into access_log (id, day, at, user_name, tenant_code, tenant_name, kind, record_ids,
            tenant_codes, fields)
        select time_ordered_id(), today(), now() - interval '1 hour' + n * interval '1 second', 'user', 330000000000,
            'x', 'CHILD', array[gen_random_uuid()], '{330000000000}', '{name}' from generate_series(1, 5) n
        returning id, day)
    insert into access_log_unchained select id, day from logged
"""


async def log(owner: asyncpg.Connection, days: str, number: int = 5) -> None:
    """Logs so many entries on a day that is told as SQL, and chains them."""
    await owner.execute(ENTRIES.replace("today()", f"({days})::date").replace("(1, 5)", f"(1, {number})"))
    await owner.fetchval("select chain_access_log()")


async def faults(owner: asyncpg.Connection) -> list[str]:
    return (await verify(owner)).faults
