"""How connections are made: with which settings and limits, by the route that leads to the server."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import asyncpg

from tenants.database.connections import MOST_SECONDS, Connections
from tenants.database.route import Route
from tenants.database.servers import connect
from tenants.database.tracing import tell_of_statements

MILLISECOND = timedelta(milliseconds=1)
# Statements of a fixed text, beside those that follow from operations (tenants/database/prepared.py).
MOST_FIXED = 200
SERVER_SETTINGS = {
    "timezone": "UTC",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "30s",
    # A statement is planned once; what its plan has to know stands in it as literals (tenants/database/actor_sql.py).
    "plan_cache_mode": "force_generic_plan",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a statement may take, and how long a connection for it is waited for."""

    statement: timedelta = timedelta(seconds=15)
    connection: timedelta = timedelta(seconds=MOST_SECONDS)


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class ConnectionFactory:
    """How connections are made by the route that was found: `to_write`, or to whichever server is named.

    On those that are `traced`, each statement of a traced request is told of.
    """

    url: str = field(repr=False)
    route: Route
    patience: Patience
    to_write: bool = True
    traced: bool = False

    @property
    def settings(self) -> dict[str, str]:
        return {**SERVER_SETTINGS, "statement_timeout": str(self.patience.statement // MILLISECOND)}

    async def connections(self, size: int) -> Connections:
        keeps = self.route is not Route.POOLED_WITHOUT_NAMES
        pool = asyncpg.create_pool(
            self.url,
            connect=partial(connect, to_write=self.to_write),
            min_size=0,
            max_size=size,
            server_settings=self.settings if self.route is Route.DIRECT else {},
            reset=skip_reset,
            init=tell_of_statements if self.traced else None,
            statement_cache_size=MOST_FIXED if keeps else 0,
        )
        return Connections(
            await pool,
            keep_prepared=keeps,
            most_seconds=self.patience.connection.total_seconds(),
            to_write=self.to_write,
        )


async def skip_reset(_: asyncpg.Connection) -> None:
    """Nothing that depends on the caller outlives a transaction, so nothing has to be reset: one round trip less."""
