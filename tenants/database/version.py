"""Of which version the database is, its revision and what was applied to it, and whether it can be written to."""

import asyncpg

VERSION = """select version_num || ' ' || (select md5(string_agg(name || digest, ' ' order by name)) from applied_sql)
    from alembic_version"""


async def version_of(connection: asyncpg.Connection, seconds: float | None = None) -> str | None:
    """None where it was never migrated to the end."""
    version: str | None = await connection.fetchval(VERSION, timeout=seconds)
    return version


async def version_and_whether_read_only(connection: asyncpg.Connection, seconds: float) -> tuple[str | None, bool]:
    """A copy that follows another server is read-only, and so is one that was told to be."""
    asked = f"select ({VERSION}), current_setting('transaction_read_only')::bool"
    return tuple(await connection.fetchrow(asked, timeout=seconds))
