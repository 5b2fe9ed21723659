"""Chaining: what was logged gets its place in the chain of its day, now and then, by one process at a time."""

from tenants.database import Database


async def chain(database: Database) -> int | None:
    """How many entries were chained; None while another process does. Many may take longer than a request may."""
    async with database.connection() as connection, connection.transaction():
        await connection.execute("set local statement_timeout = 0")
        chained: int | None = await connection.fetchval("select chain_access_log()")
    return chained
