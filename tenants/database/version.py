"""Of which version the database is, its revision and what was applied to it, and whether it can be written to."""

import asyncpg

from tenants.database.plain_role import refuse_unfit_role
from tenants.encryption.fingerprints import refuse_other_keys
from tenants.encryption.keys import Keys

VERSION = """select version_num || ' ' || (select md5(string_agg(name || digest, ' ' order by name)) from applied_sql)
    from alembic_version"""


async def version_of(connection: asyncpg.Connection, seconds: float | None = None) -> str | None:
    """None where it was never migrated to the end."""
    version: str | None = await connection.fetchval(VERSION, timeout=seconds)
    return version


async def fit_version(connection: asyncpg.Connection, keys: Keys) -> str | None:
    """The version, where role and keys are fit for serving it. Raises UnfitRole and WrongKeys."""
    await refuse_unfit_role(connection)
    await refuse_other_keys(connection, keys)
    return await version_of(connection)


async def version_and_whether_read_only(connection: asyncpg.Connection, seconds: float) -> tuple[str | None, bool]:
    """A copy that follows another server is read-only, and so is one that was told to be."""
    asked = f"select ({VERSION}), current_setting('transaction_read_only')::bool"
    return tuple(await connection.fetchrow(asked, timeout=seconds))
