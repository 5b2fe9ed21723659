"""A connection as the database's owner, for administration; requests are never served on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from tenants.database.servers import connect

# A server that was told to stop, or is out of disk, memory or connections.
OUT_OF_REACH = (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, asyncpg.InsufficientResourcesError)


def is_unknown(error: Exception) -> bool:
    """Whether something was asked for that is not there, or not for this role."""
    return isinstance(error, asyncpg.SyntaxOrAccessError)


def is_denied(error: Exception) -> bool:
    """Whether it is not for this role."""
    return isinstance(error, asyncpg.InsufficientPrivilegeError)


@asynccontextmanager
async def owner_connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection in one transaction, committed when the block ends well. Raises ConnectionError, as below."""
    async with owner_session(url) as connection, connection.transaction():
        yield connection


@asynccontextmanager
async def owner_session(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection for several transactions.

    Raises ConnectionError, with one line for a person, when the database does not answer or is lost meanwhile.
    """
    try:
        connection = await connect(url)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error).partition("\n")[0] or "in time"
        raise ConnectionError(f"the database does not answer: {reason}") from error
    try:
        yield connection
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        if not connection.is_closed() and not isinstance(error, OUT_OF_REACH):
            raise
        reason = "the connection was lost" if connection.is_closed() else str(error).partition("\n")[0]
        raise ConnectionError(f"the database could not go on, and nothing half done was kept: {reason}") from error
    finally:
        await connection.close()
