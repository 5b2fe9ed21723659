"""An installation that accidents may happen to: a PostgreSQL and `circle serve`, started again as systemd would."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from api import embedded
from api.postgres import EmbeddedError, run
from migrations.run import upgrade
from tests.api.command.conftest import KEYS, ROOT, free_port
from tests.processes import children, command_line

AGAIN_SECONDS = 0.3
# Recovery takes as long as it takes, and a worker that failed often waits up to 30 seconds.
PATIENCE_SECONDS = 180
# A read is answered once its log is on disk, so that what is lost with the database is not what was shown.
SETTINGS = {"CIRCLE_WORKERS": "2", "CIRCLE_ACCESS_LOG_FLUSHED": "yes", "CIRCLE_LOG_FORMAT": "json"}

# Processes end, and the machine does not: what it was given to write is there, and recovery need not flush everything.
UNFLUSHED = "fsync = off\n"


@dataclass
class Installation:
    """What runs, by its processes; `log` is what the server said."""

    cluster: Path
    addresses: embedded.Addresses
    port: str
    log: Path
    server: asyncio.subprocess.Process | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def servers(self) -> list[int]:
        """The parent of the workers."""
        return [self.server.pid] if self.server and self.server.returncode is None else []

    @property
    def workers(self) -> list[int]:
        return [pid for parent in self.servers for pid in children(parent) if b"spawn_main" in command_line(pid)]

    @property
    def postmasters(self) -> list[int]:
        with suppress(OSError, ValueError, IndexError):
            return [int((self.cluster / "postmaster.pid").read_text().splitlines()[0])]
        return []

    @property
    def backends(self) -> list[int]:
        """What the application's connections are served by."""
        mark = f"postgres: {embedded.APPLICATION}".encode()
        return [pid for parent in self.postmasters for pid in children(parent) if command_line(pid).startswith(mark)]

    def restart_database(self, mode: str) -> None:
        """Also where its first process is gone: what that left behind has to end before."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                run(self.cluster, "pg_ctl", "restart", "-w", "-m", mode, "-l", str(self.cluster / "server.log"))
            except EmbeddedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(AGAIN_SECONDS)
            else:
                return

    async def keep_serving(self) -> None:
        """Starts the server, and again whenever it ends, until this is cancelled."""
        urls = {"CIRCLE_DATABASE_URL": self.addresses.application_url, "CIRCLE_PORT": self.port}
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **KEYS, **urls, **SETTINGS, **self.settings}
        with self.log.open("wb") as said:
            while True:
                self.server = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "api.command", "serve"), env=environment, stdout=said, stderr=said
                )
                await self.server.wait()
                await asyncio.sleep(AGAIN_SECONDS)

    async def until_it_answers(self) -> None:
        """Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient(timeout=5) as client:
            while True:
                with suppress(httpx.TransportError):
                    if (await client.get(f"{self.url}/health/ready")).status_code == httpx.codes.OK:
                        return
                await asyncio.sleep(AGAIN_SECONDS)

    async def stop_serving(self, keeping: asyncio.Task[None]) -> None:
        """As an operator does: what is under way ends first."""
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        if self.server and self.servers:
            self.server.terminate()
            await self.server.wait()


@asynccontextmanager
async def installed(folder: Path) -> AsyncIterator[Installation]:
    with embedded.serving(folder) as addresses:
        cluster = folder / "postgresql"
        with (cluster / "postgresql.conf").open("a") as settings:
            settings.write(UNFLUSHED)
        run(cluster, "pg_ctl", "reload")
        await upgrade(addresses.owner_url, embedded.APPLICATION)
        yield Installation(cluster, addresses, free_port(), folder / "said")


def send(number: signal.Signals, pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
