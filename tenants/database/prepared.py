"""The statements that a connection keeps prepared, bounded by what they weigh: a plan is many times its text."""

import asyncpg
from cachetools import LRUCache

from tenants.database.tracing import TRACE, running

# In characters of their texts; PostgreSQL's own process takes about a hundred bytes for each.
MOST_PREPARED = 400_000


class PreparedStatements:
    """The statements of one connection, the last used kept; they end with it."""

    def __init__(self, connection: asyncpg.Connection, *, keeps: bool = True) -> None:
        """Where a pooler follows no prepared statements, none is kept."""
        self._connection = connection
        self._keeps = keeps
        self._kept: LRUCache[str, asyncpg.prepared_stmt.PreparedStatement] = LRUCache(
            MOST_PREPARED, getsizeof=lambda statement: len(statement.get_query())
        )

    async def row(self, text: str, values: list[object]) -> asyncpg.Record | None:
        """The statement's first row, or None."""
        if not self._keeps:
            return await self._connection.fetchrow(text, *values)
        trace = TRACE.get()
        if trace is None:
            return await self._kept_row(text, values)
        with running(trace, text):
            return await self._kept_row(text, values)

    async def _kept_row(self, text: str, values: list[object]) -> asyncpg.Record | None:
        statement = self._kept.get(text)
        if statement is None:
            statement = await self._connection.prepare(text)
            if len(text) <= MOST_PREPARED:
                self._kept[text] = statement
        return await statement.fetchrow(*values)
