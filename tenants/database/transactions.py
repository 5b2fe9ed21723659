"""The pool, and the two kinds of transaction of a request: one reads, one writes, each for an actor."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Self

import asyncpg

from tenants.access.actor import Actor
from tenants.database.actor_sql import fill_in
from tenants.database.commits import commit_of
from tenants.database.compiling import Compiled
from tenants.database.connecting import PATIENCE, ConnectionFactory, Patience
from tenants.database.connections import Connections, Lent
from tenants.database.lost import LOST, READ_ONLY, name_lost_connections
from tenants.database.rate import Rate
from tenants.database.replicas import Replicas
from tenants.database.route import Route, each_time, find_route, one_by_one
from tenants.database.sizes import table_sizes
from tenants.database.slow import SlowStatements
from tenants.database.turns import Shares
from tenants.database.unsealed import Logged, Unsealed
from tenants.database.version import fit_version, version_and_whether_read_only
from tenants.encryption.keys import Keys
from tenants.errors import Unauthenticated, Unavailable

# How long a rollback is waited for.
ROLLBACK_SECONDS = 5
CHECKED_SECONDS = 2
UPGRADED = "BEING_UPGRADED"


class Reading:
    """A transaction that only reads, for an actor; it sees what row-level security lets that grant see."""

    def __init__(self, database: "Database", connection: asyncpg.Connection, actor: Actor | None) -> None:
        self.connection = connection
        self.keys = database.keys
        self.logged: list[Logged] = []
        self._database = database
        self._actor = actor

    @property
    def actor(self) -> Actor:
        if self._actor is None:
            raise Unauthenticated
        return self._actor

    async def fetch_compiled(self, statement: Compiled, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """The first row of a compiled statement with these values, or None."""
        return await self.fetch_text(statement.text, statement.arguments(values))

    async def fetch_text(self, text: str, values: list[object]) -> asyncpg.Record | None:
        """The first row of a statement already compiled, with the grant yet to be filled in."""
        return await self._database.row(self.connection, self.actor, text, values)


class Writing(Reading):
    """A transaction that may write, committed by whoever opened it."""

    # Whether it answers what another one did.
    done_before = False

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the transaction: left with an exception, it alone is undone."""
        await self.connection.execute("savepoint part")
        logged = len(self.logged)
        try:
            yield
        except BaseException:
            del self.logged[logged:]
            await self.connection.execute("rollback to savepoint part")
            raise
        await self.connection.execute("release savepoint part")


class Database:
    """A pool of connections as the application's role, which owns nothing, and the keys to what is encrypted.

    Where it flushes the log, a read that opens files is answered once its log is on disk; a write always is.
    """

    def __init__(
        self,
        connections: Connections,
        keys: Keys,
        *,
        own: Connections | None = None,
        flushes_log: bool = False,
        settings: str | None = None,
    ) -> None:
        """`own` is a connection for what no request may hold up.

        `settings` is what each transaction sets for itself, where the connections cannot bring it along.
        """
        self.connections = connections
        self.own = own or connections
        # A user reads with half of the connections at most, and writes with as many.
        self.shares = Shares(max(1, connections.size // 2), connections.most_seconds)
        # Of whoever is not signed in.
        self.rate = Rate()
        self.keys = keys
        self.settings = settings
        # Of which what may be a little late is asked.
        self.replicas: Replicas | None = None
        self.flushes_log = flushes_log
        self.unsealed = Unsealed()
        self.slow = SlowStatements()
        self.endings: set[asyncio.Task[None]] = set()
        # About how many rows each table has; nothing is known of them before it is asked.
        self.sizes: Mapping[str, int] = {}
        # For which this process was started.
        self.version: str | None = None
        # Why nothing is asked of it at present.
        self.refusal: str | None = None

    @classmethod
    async def connect(  # noqa: PLR0913  # whatever an installation may want otherwise
        cls,
        url: str,
        pool_size: int,
        keys: Keys,
        patience: Patience = PATIENCE,
        *,
        flushes_log: bool = False,
        traced: bool = False,
    ) -> Self:
        """Raises Unavailable when the database is not reached, UnfitRole, and WrongKeys.

        The pool opens connections when they are asked for: what it would keep open beyond that, it opens again
        by itself, over and over where the database is away, and logs its failures with all they say.
        """
        with name_lost_connections():
            factory = ConnectionFactory(url, await find_route(url, to_write=True), patience, traced=traced)
        database = cls(
            await factory.connections(pool_size),
            keys,
            own=await factory.connections(1),
            flushes_log=flushes_log,
            settings=None if factory.route is Route.DIRECT else each_time(factory.settings),
        )
        try:
            async with database.connection() as connection:
                database.version = await fit_version(connection, keys)
        except asyncpg.PostgresError as error:
            await database.close()
            raise Unavailable(str(error)) from error
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        await self.wait_for_endings()
        if self.replicas:
            self.replicas.close()
        await self.connections.close()
        if self.own is not self.connections:
            await self.own.close()

    async def check(self) -> None:
        """Raises Unavailable at once when the database does not answer or may not be asked; however many wait."""
        async with self.own_connection() as connection:
            version, is_read_only = await version_and_whether_read_only(connection, CHECKED_SECONDS)
        self.refusal = UPGRADED if version != self.version else READ_ONLY if is_read_only else None
        self.refuse_unfit()

    def refuse_unfit(self) -> None:
        """Raises Unavailable for a database that was upgraded, or is but a copy of the one that is written to."""
        if self.refusal:
            raise Unavailable(self.refusal)

    async def ask_sizes(self) -> None:
        """Raises Unavailable."""
        async with self.own_connection() as connection:
            self.sizes = await table_sizes(connection)

    @asynccontextmanager
    async def own_connection(self) -> AsyncIterator[asyncpg.Connection]:
        """Acts as nobody, and waits for no request."""
        with name_lost_connections():
            async with Lent(self.own) as connection, self._lasting(connection):
                yield connection

    @property
    def turned_away(self) -> int:
        """How many had to wait too long for a connection; of a user who still waits, once she does not."""
        turns = (self.connections.turns, self.connections.writers, self.shares)
        return sum(one.turned_away for one in turns)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection that acts as nobody: it reaches the owner's functions, and no record."""
        with name_lost_connections():
            async with Lent(self.connections) as connection, self._lasting(connection):
                yield connection

    def _lasting(self, connection: asyncpg.Connection) -> AbstractAsyncContextManager[None]:
        """As long as settings last that the connection has not by itself."""
        return nullcontext() if self.settings is None else one_by_one(connection, self.settings)

    async def row(
        self, connection: asyncpg.Connection, actor: Actor, text: str, values: list[object]
    ) -> asyncpg.Record | None:
        """The first row of a statement, with the grant filled in, on a connection that was taken."""
        filled, arguments = fill_in(text, actor.grant, values)
        with self.slow.timing(actor.request_info.operation, filled):
            return await self.connections.prepared_of(connection).row(filled, arguments)

    async def fetch_row(self, actor: Actor, text: str, values: list[object]) -> asyncpg.Record | None:
        """The first row of a statement that is a transaction by itself, and proves the actor itself."""
        with name_lost_connections():
            async with Lent(self.connections) as connection, self._lasting(connection):
                return await self.row(connection, actor, text, values)

    async def row_if(
        self, actor: Actor, text: str, values: list[object], keeps: Callable[[asyncpg.Record | None], bool]
    ) -> tuple[asyncpg.Record | None, bool]:
        """The same of a statement that also writes, which stays undone unless the row is one to keep it for."""
        with name_lost_connections():
            connection = await self._begin("begin", None)
            try:
                row = await self.row(connection, actor, text, values)
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
        return row, kept

    @asynccontextmanager
    async def reading(self, actor: Actor | None) -> AsyncIterator[Reading]:
        """A transaction that reads; what was only read is answered before its COMMIT, which follows behind."""
        with name_lost_connections():
            connection = await self._begin("begin read only", actor)
            try:
                yield Reading(self, connection, actor)
            except BaseException:
                await self._end(connection, "rollback")
                raise
            self._end_later(self._end(connection, "commit"))

    @asynccontextmanager
    async def writing(self, actor: Actor | None) -> AsyncIterator[Writing]:
        """A transaction that writes; left without an exception, all of it is kept."""
        with name_lost_connections():
            async with self.connections.writers:
                connection = await self._begin("begin", actor)
                writing = Writing(self, connection, actor)
                try:
                    yield writing
                    counted = self.replicas is not None
                    await connection.execute(commit_of(actor, counted=counted, done_before=writing.done_before))
                except BaseException:
                    self.unsealed.add_untold(writing.logged)
                    await self._end(connection, "rollback")
                    raise
                self.unsealed.logged += writing.logged
                self.connections.give_back(connection)

    async def _begin(self, begin: str, actor: Actor | None) -> asyncpg.Connection:
        """BEGIN and the proof of who acts go in one round trip; both are for this transaction only."""
        connection = await self.connections.take()
        try:
            first = [begin, self.settings, actor.settings_statement if actor else None]
            await connection.execute("; ".join(filter(None, first)))
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

    def _end_later(self, ending: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(ending)
        self.endings.add(task)
        task.add_done_callback(self.endings.discard)

    async def wait_for_endings(self) -> None:
        """Waits for transactions that were answered but have not ended yet."""
        await asyncio.gather(*self.endings)
