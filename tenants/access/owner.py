"""A connection as the database's owner, for administration; requests are never served on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

# A server that went away, was told to stop, or is out of disk, memory or connections.
LOST = (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, asyncpg.InsufficientResourcesError)


@asynccontextmanager
async def owner_connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection in one transaction, committed when the block ends well.

    Raises ConnectionError, with one line for a person, when the database does not answer or is lost meanwhile.
    """
    try:
        connection = await asyncpg.connect(url)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConnectionError(f"the database does not answer: {error}") from error
    try:
        async with connection.transaction():
            yield connection
    except LOST as error:
        raise ConnectionError(f"the database could not go on, and nothing was changed: {error}") from error
    finally:
        await connection.close()
