"""Replicas: what may be a little late is read from one, instead of the primary, while it is fit for that.

The primary proves who acts before a replica is asked, so what has ended has ended; and it tells how much the session
has written. Whatever goes wrong with a replica, the primary is asked instead.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import asyncpg

from tenants.access.actor import Actor
from tenants.database.actor_sql import fill_in
from tenants.database.connecting import ConnectionFactory, Patience
from tenants.database.connections import Connections
from tenants.database.lost import name_lost_connections
from tenants.database.plain_role import UnfitRole, refuse_unfit_role
from tenants.database.route import Route, each_time, find_route, one_by_one
from tenants.errors import CircleError, Unavailable

if TYPE_CHECKING:
    from tenants.database.transactions import Database

# How long a replica is waited for before a request goes to the primary, and where nobody waits.
ASKED_SECONDS, LOOKED_SECONDS = 1.0, 2.0
LAG = timedelta(seconds=5)

NEEDED = "select writes, at from needed_of_replica($1, $2, $3, $4, $5, $6, $7)"
IS_FIT = "select is_replica_fit($1, $2, $3, $4)"
PRIMARY = "select written_to(), clock_timestamp(), (select system_identifier from pg_control_system())"
REPLICA = """select pg_is_in_recovery(), replayed_to(), pg_last_xact_replay_timestamp(),
    (select system_identifier from pg_control_system())"""

FOLLOWS = "follows"
AWAY = "does not answer"
PROMOTED = "is no replica, it can be written to"
FOREIGN = "is a replica of another database"
ASTRAY = "follows another server than the primary"
BEHIND = "is behind by more than CIRCLE_REPLICA_LAG_SECONDS"

FAULTS = (CircleError, UnfitRole, TimeoutError, asyncpg.PostgresError)

log = logging.getLogger("circle.replicas")


class Primary(NamedTuple):
    """How far the primary's log was, when, and of which cluster it is."""

    place: int
    at: datetime
    identifier: int


class Seen(NamedTuple):
    """What a server says of itself: whether it is a replica, how far it has the log, and until when."""

    is_replica: bool
    place: int | None
    until: datetime | None
    identifier: int


@dataclass(slots=True)
class Replica:
    """One server, with connections of requests and one that looks after it; `stands` is a predicate for a person."""

    url: str = field(repr=False)
    size: int
    patience: Patience
    traced: bool = False
    connections: Connections | None = None
    own: Connections | None = None
    settings: str | None = None
    stands: str = AWAY

    @property
    def follows(self) -> bool:
        return self.stands == FOLLOWS

    async def see(self) -> Seen:
        """Raises one of FAULTS."""
        async with asyncio.timeout(LOOKED_SECONDS):
            if self.own is None:
                await self.open()
            async with self.lent(self.own) as connection:
                return Seen(*await connection.fetchrow(REPLICA))

    async def open(self) -> None:
        with name_lost_connections():
            route = await find_route(self.url)
        factory = ConnectionFactory(self.url, route, self.patience, to_write=False, traced=self.traced)
        own = await factory.connections(1)
        self.settings = None if factory.route is Route.DIRECT else each_time(factory.settings)
        async with self.lent(own) as connection:
            await refuse_unfit_role(connection)
        self.own, self.connections = own, await factory.connections(self.size)

    @asynccontextmanager
    async def lent(self, connections: Connections | None) -> AsyncIterator[asyncpg.Connection]:
        """Acts as nobody. What fails ends the connection: nothing is waited for that may never come."""
        if connections is None:
            raise Unavailable(AWAY)
        with name_lost_connections():
            async with asyncio.timeout(ASKED_SECONDS):
                connection = await connections.take()
            try:
                async with nullcontext() if self.settings is None else one_by_one(connection, self.settings):
                    yield connection
            except BaseException:
                await connections.give_up(connection, ended=True)
                raise
            connections.give_back(connection)

    def close(self) -> None:
        """Ends what is under way, too; the next look opens it again."""
        for connections in filter(None, (self.own, self.connections)):
            connections.pool.terminate()
        self.own = self.connections = None


class Replicas:
    """All of a database; none is fit before it was looked at, nor where nobody has looked for long."""

    def __init__(
        self, urls: Sequence[str], size: int, patience: Patience, lag: timedelta = LAG, *, traced: bool = False
    ) -> None:
        self.all = [Replica(url, size, patience, traced) for url in urls]
        self.lag = lag
        # When it was looked at last, by the event loop's clock, the primary stood so.
        self.primary: Primary | None = None
        self.looked_at = 0.0

    async def fetch_row(
        self, database: "Database", actor: Actor, text: str, values: list[object]
    ) -> asyncpg.Record | None:
        """The first row of a statement that proves the actor itself and writes nothing. Raises as the primary does."""
        replica = self.following(actor)
        connections = replica.connections if replica else None
        if replica and connections and self.primary:
            async with database.connection() as connection:
                writes, now = await connection.fetchrow(NEEDED, *actor.proof)
            needed = actor.proof[0], writes, self.primary.place, now - self.lag
            try:
                async with replica.lent(connections) as connection:
                    # Before it, and not with it: its snapshot has to be no older.
                    if await connection.fetchval(IS_FIT, *needed, timeout=ASKED_SECONDS):
                        filled, arguments = fill_in(text, actor.grant, values)
                        with database.slow.timing(actor.request_info.operation, filled):
                            return await connections.prepared_of(connection).row(filled, arguments)
            except FAULTS as error:
                if isinstance(error, Unavailable) and error.reason == "TIMEOUT":
                    raise
                log.info("%s of a replica: the primary is asked", type(error).__name__)
        return await database.fetch_row(actor, text, values)

    def following(self, actor: Actor) -> Replica | None:
        """The one that a user's reads go to: always the same, as long as the same ones follow."""
        if asyncio.get_running_loop().time() - self.looked_at > self.lag.total_seconds():
            return None
        fit = [replica for replica in self.all if replica.follows]
        return fit[hash(actor.session.user_id) % len(fit)] if fit else None

    async def watch(self, primary: Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]) -> None:
        """Looks, and logs what is otherwise than it was. Raises Unavailable for the primary."""
        stood = [replica.stands if self.primary else FOLLOWS for replica in self.all]
        await self.look(primary)
        for line, replica, before in zip(self.told(), self.all, stood, strict=True):
            if replica.stands != before:
                log.warning(line)

    async def look(self, primary: Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]) -> None:
        """Finds out how each stands. Raises Unavailable for the primary."""
        seen = await asyncio.gather(*map(self.seen, self.all))
        # Afterwards: no replica that follows it has more.
        async with primary() as connection:
            stands = Primary(*await connection.fetchrow(PRIMARY))
        for replica, found in zip(self.all, seen, strict=True):
            judged = found if isinstance(found, str) else self.judged(found, self.primary or stands, stands)
            replica.stands = judged
            if judged == AWAY:
                # Whoever waits for it is answered by the primary.
                replica.close()
        self.primary, self.looked_at = stands, asyncio.get_running_loop().time()

    async def seen(self, replica: Replica) -> Seen | str:
        """What a replica says, or what is said of one that says nothing."""
        try:
            return await replica.see()
        except UnfitRole as error:
            return f"is not read from: {str(error).partition(': ')[2]}"
        except FAULTS:
            return AWAY

    def judged(self, seen: Seen, stood: Primary, stands: Primary) -> str:
        """How a replica stands that was seen after the primary stood so, and before it stands so."""
        if seen.identifier != stands.identifier:
            return FOREIGN
        if not seen.is_replica or seen.place is None:
            return PROMOTED
        if seen.place > stands.place:
            return ASTRAY
        is_late = seen.until is None or seen.until < stands.at - self.lag
        return BEHIND if seen.place < stood.place and is_late else FOLLOWS

    def told(self) -> list[str]:
        """How each stands, in a line for a person."""
        return [f"replica {number} {replica.stands}" for number, replica in enumerate(self.all, 1)]

    def close(self) -> None:
        for replica in self.all:
            replica.close()
