"""Of which version the database is: its revision, and the functions, views and policies that were applied to it."""

import asyncpg

VERSION = """select version_num || ' ' || (select md5(string_agg(name || digest, ' ' order by name)) from applied_sql)
    from alembic_version"""


async def version_of(connection: asyncpg.Connection, seconds: float | None = None) -> str | None:
    """None where it was never migrated to the end."""
    version: str | None = await connection.fetchval(VERSION, timeout=seconds)
    return version
