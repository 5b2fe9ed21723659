"""The pool's connections, kept between uses: giving one back to the pool takes a task and several timers."""

from types import TracebackType

import asyncpg

from tenants.database.prepared import PreparedStatements
from tenants.database.tracing import waiting
from tenants.database.turns import Turns

# How long a connection is waited for.
MOST_SECONDS = 5.0


class Connections:
    """As many as the pool has at most, the last one used first; one that failed goes back to the pool, which mends it.

    The pool is theirs alone. Who waits for one longer than `most_seconds` is turned away.
    """

    def __init__(
        self,
        pool: asyncpg.Pool,
        *,
        keep_prepared: bool = True,
        most_seconds: float = MOST_SECONDS,
        to_write: bool = True,
    ) -> None:
        self.pool = pool
        self.size: int = pool.get_max_size()
        self.most_seconds = most_seconds
        self.turns = Turns(self.size, most_seconds, "a connection")
        # Writers may wait for each other's locks; so many connections are never theirs that reading goes on.
        self.writers = Turns(writers_share(self.size), most_seconds, "a turn to write")
        self._keep_prepared = keep_prepared
        self._to_write = to_write
        self._prepared: dict[asyncpg.Connection, PreparedStatements] = {}
        # None: one that is still with the pool.
        self._idle: list[asyncpg.Connection | None] = [None] * self.size

    async def take(self) -> asyncpg.Connection:
        """One that is used by nobody else until it is given back or up. Raises Unavailable where all are in use."""
        await self.turns.take()
        kept = self._idle.pop()
        try:
            if kept is not None and is_usable(kept) and not (self._to_write and was_made_read_only(kept)):
                return kept
            if kept is not None:
                await self._drop(kept)
            return await self._acquire()
        except BaseException:
            self._put(None)
            raise

    @property
    def in_use(self) -> int:
        return self.size - len(self._idle)

    def prepared_of(self, connection: asyncpg.Connection) -> PreparedStatements:
        """What a connection that was taken keeps prepared."""
        return self._prepared[connection]

    def give_back(self, connection: asyncpg.Connection) -> None:
        """After what ended as it should, with nothing under way."""
        self._put(connection)

    async def give_up(self, connection: asyncpg.Connection, *, ended: bool = False) -> None:
        """After what failed: the pool waits for what is under way; one to be ended is not used again."""
        try:
            await (self._drop(connection) if ended else self._release(connection))
        finally:
            self._put(None)

    async def close(self) -> None:
        """Waits for those in use."""
        await self.turns.take_all(self.size)
        for kept in filter(None, self._idle):
            await self._release(kept)
        await self.pool.close()

    def _put(self, connection: asyncpg.Connection | None) -> None:
        self._idle.append(connection)
        self.turns.give_back()

    async def _acquire(self) -> asyncpg.Connection:
        with waiting("the server to connect"):
            connection = await self.pool.acquire()
        self._prepared[connection] = PreparedStatements(connection, keeps=self._keep_prepared)
        return connection

    async def _drop(self, connection: asyncpg.Connection) -> None:
        if is_usable(connection):
            connection.terminate()
        await self._release(connection)

    async def _release(self, connection: asyncpg.Connection) -> None:
        self._prepared.pop(connection, None)
        await self.pool.release(connection)


def writers_share(size: int) -> int:
    """Two thirds of the connections, where there is more than one."""
    return max(1, size - max(1, size // 3))


def is_usable(connection: asyncpg.Connection) -> bool:
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        # It broke, and the pool has taken it back.
        return False


def was_made_read_only(connection: asyncpg.Connection) -> bool:
    """As the server last told: there may be another by now that is written to."""
    told = connection.get_settings()
    return "on" in (getattr(told, "in_hot_standby", None), getattr(told, "default_transaction_read_only", None))


class Lent:
    """A connection for as long as the block lasts."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> asyncpg.Connection:
        self._connection = await self._connections.take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._connections.give_back(self._connection)
        else:
            await self._connections.give_up(self._connection)
