"""What an operator asks of a server: its version, settings, space and clock, as the application's role may see them."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from tenants.database.connecting import PATIENCE
from tenants.database.lost import name_lost_connections
from tenants.database.plain_role import UnfitRole, refuse_unfit_role
from tenants.database.replicas import Replicas
from tenants.database.route import Route, find_route
from tenants.database.servers import connect
from tenants.encryption.fingerprints import WrongKeys, refuse_other_keys
from tenants.encryption.keys import Keys

ASKED = """select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
    current_setting('max_connections')::int as most_connections,
    current_setting('log_parameter_max_length') <> '0' or current_setting('log_error_verbosity') <> 'terse'
        as logs_values,
    pg_is_in_recovery() as standby, extract(epoch from clock_timestamp())::float8 as clock"""


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the server stands.

    `weakness` is why our role is not to serve; `ahead`, by how many seconds its clock is before ours.
    """

    route: Route
    version: str
    bytes: int
    most_connections: int
    logs_values: bool
    standby: bool
    weakness: str
    ahead: float


NAMES = ("version", "bytes", "most_connections", "logs_values", "standby")


async def read_server_state(url: str) -> ServerState:
    """Raises Unavailable when the database is not reached."""
    with name_lost_connections():
        route = await find_route(url)
        connection = await connect(url, statement_cache_size=0)
        try:
            async with connection.transaction(readonly=True):
                weakness = await weakness_of(connection)
                before = time.time()
                found = await connection.fetchrow(ASKED)
                ahead = found["clock"] - (before + time.time()) / 2
        finally:
            await connection.close()
    return ServerState(route, **{name: found[name] for name in NAMES}, weakness=weakness, ahead=ahead)


async def weakness_of(connection: asyncpg.Connection) -> str:
    try:
        await refuse_unfit_role(connection)
    except UnfitRole as error:
        return str(error)
    return ""


async def key_faults(url: str, keys: Keys) -> str:
    """What is wrong with the keys; empty where nothing is. None is kept in mind by it. Raises Unavailable."""
    with name_lost_connections():
        connection = await connect(url, statement_cache_size=0)
        try:
            transaction = connection.transaction()
            await transaction.start()
            await refuse_other_keys(connection, keys)
            await transaction.rollback()
        except WrongKeys as error:
            return str(error)
        else:
            return ""
        finally:
            await connection.close()


async def replica_states(url: str, replica_urls: Sequence[str], lag: timedelta) -> list[tuple[str, bool]]:
    """How each replica of the database stands, and whether that is as it should be. Raises Unavailable."""

    @asynccontextmanager
    async def primary() -> AsyncIterator[asyncpg.Connection]:
        with name_lost_connections():
            connection = await connect(url, statement_cache_size=0)
            try:
                yield connection
            finally:
                await connection.close()

    replicas = Replicas(replica_urls, 1, PATIENCE, lag)
    try:
        await replicas.look(primary)
        return [(told, replica.follows) for told, replica in zip(replicas.told(), replicas.all, strict=True)]
    finally:
        replicas.close()
