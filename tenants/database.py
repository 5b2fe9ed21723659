"""The pool, and the two kinds of transaction of a request: one reads, one writes, each acting as somebody."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, Self

import asyncpg

from tenants.access.acting import Acting
from tenants.access.plain_role import refuse_unfit_role
from tenants.acting_sql import fill_in
from tenants.connections import Connections, Lent
from tenants.errors import Stale, Unauthenticated, Unavailable
from tenants.prepared import Prepared
from tenants.sealing.keys import Keys
from tenants.sql import Compiled

STATEMENT_TIMEOUT, MILLISECOND = timedelta(seconds=15), timedelta(milliseconds=1)
# How long a rollback is waited for.
ROLLBACK_SECONDS = 5
STALE_ACTING = "CA001"
LOST = (
    OSError,
    asyncpg.InterfaceError,
    # asyncpg, when the server's farewell has come and the connection is not closed yet.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    # A migration changed what a kept statement reads; the connection is given up with it.
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
)
# Statements of a fixed text, beside those that follow from operations (tenants/prepared.py).
MOST_FIXED = 200
SERVER_SETTINGS = {
    "timezone": "UTC",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    # A statement is planned once; what its plan has to know stands in it as literals (tenants/acting_sql.py).
    "plan_cache_mode": "force_generic_plan",
}


class Reading:
    """A transaction that only reads, acting as somebody; it sees what row-level security lets that grant see."""

    def __init__(self, connection: asyncpg.Connection, prepared: Prepared, acting: Acting | None, keys: Keys) -> None:
        self.connection = connection
        self.keys = keys
        self._prepared = prepared
        self._acting = acting

    @property
    def acting(self) -> Acting:
        if self._acting is None:
            raise Unauthenticated
        return self._acting

    async def compiled_row(self, statement: Compiled, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """The first row of a compiled statement with these values, or None."""
        return await self.text_row(statement.text, statement.arguments(values))

    async def text_row(self, text: str, values: list[object]) -> asyncpg.Record | None:
        """The first row of a statement already compiled, with the grant yet to be filled in."""
        filled, arguments = fill_in(text, self.acting.grant, values)
        return await self._prepared.row(filled, arguments)


class Writing(Reading):
    """A transaction that may write, committed by whoever opened it."""

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the transaction: left with an exception, it alone is undone."""
        await self.connection.execute("savepoint part")
        try:
            yield
        except BaseException:
            await self.connection.execute("rollback to savepoint part")
            raise
        await self.connection.execute("release savepoint part")


class Database:
    """A pool of connections as the application's role, which owns nothing, and the keys to what is sealed.

    Where it flushes the log, a read that opens files is answered once its log is on disk; a write always is.
    """

    def __init__(self, connections: Connections, keys: Keys, *, flushes_log: bool = False) -> None:
        self.connections = connections
        self.keys = keys
        self.flushes_log = flushes_log
        self.endings: set[asyncio.Task[None]] = set()

    @classmethod
    async def connect(
        cls,
        url: str,
        pool_size: int,
        keys: Keys,
        statement_timeout: timedelta = STATEMENT_TIMEOUT,
        *,
        flushes_log: bool = False,
    ) -> Self:
        """Raises Unavailable when the database is not reached, and UnfitRole.

        The pool opens connections when they are asked for: what it would keep open beyond that, it opens again
        by itself, over and over where the database is away, and logs its failures with all they say.
        """
        pool = asyncpg.create_pool(
            url,
            min_size=0,
            max_size=pool_size,
            server_settings={**SERVER_SETTINGS, "statement_timeout": str(statement_timeout // MILLISECOND)},
            reset=leave_as_it_is,
            statement_cache_size=MOST_FIXED,
        )
        database = cls(Connections(await pool), keys, flushes_log=flushes_log)
        try:
            async with database.connection() as connection:
                await refuse_unfit_role(connection)
        except asyncpg.PostgresError as error:
            await database.close()
            raise Unavailable(str(error)) from error
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        await self.settled()
        await self.connections.close()

    async def check(self) -> None:
        """Raises Unavailable when the database does not answer."""
        async with self.connection() as connection:
            await connection.execute("select 1")

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection that acts as nobody: it reaches the owner's functions, and no record."""
        with lost_connections_named():
            async with Lent(self.connections) as connection:
                yield connection

    async def row(self, acting: Acting, text: str, values: list[object]) -> asyncpg.Record | None:
        """The first row of a statement that is a transaction by itself, and begins acting itself."""
        filled, arguments = fill_in(text, acting.grant, values)
        with lost_connections_named():
            async with Lent(self.connections) as connection:
                return await self.connections.prepared(connection).row(filled, arguments)

    async def row_if(
        self, acting: Acting, text: str, values: list[object], keeps: Callable[[asyncpg.Record | None], bool]
    ) -> asyncpg.Record | None:
        """The same of a statement that also writes, which stays undone unless the row is one to keep it for."""
        filled, arguments = fill_in(text, acting.grant, values)
        with lost_connections_named():
            connection = await self._begin("begin", None)
            try:
                row = await self.connections.prepared(connection).row(filled, arguments)
                kept = keeps(row)
                if kept:
                    await connection.execute("commit")
            except BaseException:
                await self._end(connection, "rollback")
                raise
            if kept:
                self.connections.give_back(connection)
            else:
                await self._end(connection, "rollback")
        return row

    @asynccontextmanager
    async def reading(self, acting: Acting | None) -> AsyncIterator[Reading]:
        """A transaction that reads; what was only read is answered before its COMMIT, which follows behind."""
        with lost_connections_named():
            connection = await self._begin("begin read only", acting)
            try:
                yield Reading(connection, self.connections.prepared(connection), acting, self.keys)
            except BaseException:
                await self._end(connection, "rollback")
                raise
            self._behind(self._end(connection, "commit"))

    @asynccontextmanager
    async def writing(self, acting: Acting | None) -> AsyncIterator[Writing]:
        """A transaction that writes; left without an exception, all of it is kept."""
        with lost_connections_named():
            connection = await self._begin("begin", acting)
            try:
                yield Writing(connection, self.connections.prepared(connection), acting, self.keys)
                await connection.execute("commit")
            except BaseException:
                await self._end(connection, "rollback")
                raise
            self.connections.give_back(connection)

    async def _begin(self, begin: str, acting: Acting | None) -> asyncpg.Connection:
        """BEGIN and the proof of who acts go in one round trip; both are for this transaction only."""
        connection = await self.connections.take()
        try:
            await connection.execute(f"{begin}; {acting.settings_statement}" if acting else begin)
        except BaseException:
            await self._end(connection, "rollback")
            raise
        return connection

    async def _end(self, connection: asyncpg.Connection, by: str) -> None:
        """Ends the transaction and releases the connection; a connection on which that fails is not used again."""
        try:
            await connection.execute(by, timeout=ROLLBACK_SECONDS if by == "rollback" else None)
        except BaseException as error:
            await self.connections.give_up(connection, ended=True)
            if not isinstance(error, (*LOST, asyncpg.PostgresError)):
                raise
        else:
            self.connections.give_back(connection)

    def _behind(self, ending: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(ending)
        self.endings.add(task)
        task.add_done_callback(self.endings.discard)

    async def settled(self) -> None:
        """Waits for transactions that were answered but have not ended yet."""
        await asyncio.gather(*self.endings)


async def leave_as_it_is(_: asyncpg.Connection) -> None:
    """Nothing that depends on the caller outlives a transaction, so nothing has to be reset: one round trip less."""


@contextmanager
def lost_connections_named() -> Iterator[None]:
    """Turns a lost or refused connection into Unavailable, and a proof that failed into Stale."""
    try:
        yield
    except asyncpg.QueryCanceledError:
        raise Unavailable("TIMEOUT") from None
    except LOST as error:
        raise Unavailable(type(error).__name__) from error
    except asyncpg.PostgresError as error:
        if error.sqlstate == STALE_ACTING:
            raise Stale from None
        raise
