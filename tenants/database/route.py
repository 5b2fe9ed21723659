"""How connections come to the server: directly, or by way of a pooler that lends one for each transaction.

Nothing lasts there beyond a transaction, so each begins with the settings that a connection of our own would keep.

A pooler hands out a process id of its own for cancelling, which tells it from the server. One that follows prepared
statements gives them names of its own on the server, which tells it from one that does not.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import Enum

import asyncpg

from tenants.database.servers import connect

PROBE = "circle_probe"
PROBING = "select exists (select from pg_prepared_statements where name = $1)"


class Route(Enum):
    """What there is between this process and the server."""

    DIRECT = "direct"
    POOLED = "by a pooler that follows prepared statements"
    POOLED_WITHOUT_NAMES = "by a pooler that follows no prepared statements"


async def find_route(url: str, *, to_write: bool = False) -> Route:
    """Connects once to find out. Raises what asyncpg does."""
    connection = await connect(url, to_write=to_write, statement_cache_size=0)
    try:
        async with connection.transaction():
            # In one transaction the server stays the same, whatever lends it.
            backend = await connection.fetchval("select pg_backend_pid()")
            if backend == connection.get_server_pid():
                return Route.DIRECT
            # Asked by itself whether the server knows it under the name that was given to it here.
            probe = await connection.prepare(PROBING, name=PROBE)
            if not await probe.fetchval(PROBE):
                return Route.POOLED
            await connection.execute(f"deallocate {PROBE}")
            return Route.POOLED_WITHOUT_NAMES
    finally:
        await connection.close()


def each_time(settings: Mapping[str, str]) -> str:
    """The SQL by which a transaction takes the settings for itself."""
    return "; ".join(f"set local {name} = '{value}'" for name, value in settings.items())


@asynccontextmanager
async def one_by_one(connection: asyncpg.Connection, settings: str) -> AsyncIterator[None]:
    """A transaction about statements that would each be one by itself: what the last of them fails with undoes none.

    Only where the server itself refused one, or was lost, are those before it undone as well.
    """
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(settings)
        yield
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await transaction.rollback()
        raise
    except Exception:
        await transaction.commit()
        raise
    except BaseException:
        await transaction.rollback()
        raise
    await transaction.commit()
