"""`circle check`: one page of what is right and what is wrong with an installation, and how to mend it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple

import typer

from api.command.databases import application_url, encryption_keys
from api.settings import Settings
from migrations.run import Standing, standing
from tenants.database.condition import ServerState, key_faults, read_server_state, replica_states
from tenants.database.route import Route
from tenants.encryption.keys import Keys
from tenants.errors import Unavailable

MOST_SECONDS_AHEAD = 2.0
MEGABYTE = 1_000_000
# Beside its pool a worker has one for itself and one that listens; the owner needs some, too.
BESIDE_POOL, FOR_THE_OWNER = 2, 5


class Finding(NamedTuple):
    """Something that was looked at; `mend` is what to do where it is wrong."""

    what: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is looked at."""

    settings: Settings
    url: str
    keys: Keys

    async def findings(self) -> AsyncIterator[Finding]:
        """One after another; where the database does not answer, nothing more is known."""
        try:
            server = await read_server_state(self.url)
        except Unavailable as error:
            yield Finding(f"the database does not answer: {error.reason}", "start it, or correct CIRCLE_DATABASE_URL")
            return
        for found in (*self.of_server(server), *self.of_room(server)):
            yield found
        stands = await standing(self.url)
        what, _, mend = stands.value.partition(": ")
        yield Finding(what, mend)
        if stands is not Standing.EQUAL:
            return
        wrong = await key_faults(self.url, self.keys)
        yield Finding(
            wrong or f"the keys {', '.join(self.keys.ids)} and the search key are this database's", wrong and MEND
        )
        if not server.standby:
            for told, follows in await replica_states(self.url, self.settings.replica_urls, self.settings.replica_lag):
                yield Finding(told, "" if follows else REPLICA)

    def of_server(self, server: ServerState) -> list[Finding]:
        pooled = server.route is not Route.DIRECT
        deaf = pooled and not self.settings.listen_url
        return [
            Finding(f"PostgreSQL {server.version}, {server.bytes // MEGABYTE} MB"),
            Finding("the server is a standby", "name the primary in CIRCLE_DATABASE_URL")
            if server.standby
            else Finding("the server can be written to"),
            Finding(
                f"connections come {server.route.value}",
                "set CIRCLE_LISTEN_URL, past the pooler: subscriptions come late without it" if deaf else "",
            ),
            Finding(server.weakness, "create a plain role, and run `circle migrate`")
            if server.weakness
            else Finding("the application's role is a plain one"),
            Finding("the server's log may show what is written about people", LOGGING)
            if server.logs_values
            else Finding("the server's log shows no values"),
        ]

    def of_room(self, server: ServerState) -> list[Finding]:
        needed = self.settings.workers * (self.settings.pool_size + BESIDE_POOL) + FOR_THE_OWNER
        short = server.route is Route.DIRECT and needed > server.most_connections
        away = abs(server.ahead) > MOST_SECONDS_AHEAD
        return [
            Finding(
                f"{needed} connections may be needed of {server.most_connections}",
                "raise max_connections, or lower CIRCLE_POOL_SIZE or CIRCLE_WORKERS" if short else "",
            ),
            Finding(
                f"the server's clock is {server.ahead:+.1f} s from this machine's",
                "keep both by NTP: sessions and codes end by the clock" if away else "",
            ),
        ]


MEND = "give the keys that the database was encrypted with; `circle keys forget` gives up a lost one"
REPLICA = "start it, or correct CIRCLE_REPLICA_URLS; until then the primary is asked instead"
LOGGING = "set log_parameter_max_length = 0 and log_error_verbosity = terse"


def check() -> None:
    """Look at the database, its version, role, keys, pooler, replicas, log, room and clock; exit 1 if one is wrong."""
    settings = Settings.from_environment()
    installation = Installation(settings, application_url(settings), encryption_keys(settings))
    if asyncio.run(_tell(installation)):
        raise typer.Exit(1)


async def _tell(installation: Installation) -> int:
    wrong = 0
    async for found in installation.findings():
        typer.echo(f"{'WRONG' if found.mend else 'ok   '} {found.what}")
        if found.mend:
            wrong += 1
            typer.echo(f"      {found.mend}")
    return wrong
