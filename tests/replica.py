"""A real standby of a real server, both of their own, by PostgreSQL's own programs: backed up, streaming, promoted."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from api import embedded
from api.postgres import EmbeddedError, hand_over, open_way, run
from tests.api.sockets import PATIENCE_SECONDS

# The superuser is let in for replicating and for `alter system`, which no role of ours may do.
LET_IN = "local all,replication postgres trust\n"


@dataclass(frozen=True)
class Pair:
    """A server and its standby, each with the folder that its socket is in."""

    addresses: embedded.Addresses
    first: Path
    second: Path

    @property
    def options(self) -> str:
        return f"-c listen_addresses='' -c unix_socket_directories={self.second}"

    def url(self, *hosts: Path | str, more: str = "") -> str:
        """The application's, with these hosts."""
        return located(self.addresses.application_url, ",".join(map(str, hosts)), more)

    async def order(self, folder: Path, *statements: str) -> None:
        """As the superuser of one of them."""
        connection = await asyncpg.connect(user="postgres", database="postgres", host=str(folder))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    async def wait_for_both(self) -> None:
        """What is written to the first is acknowledged once the second has it."""
        await self.order(self.first, "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()")
        await self.until("current_setting('synchronous_standby_names') = '*'", self.first)
        # Its process is the one that makes the others wait, and has read the settings by then.
        await self.order(self.first, "checkpoint")

    def kill_first(self) -> None:
        run(self.first, "pg_ctl", "stop", "-w", "-m", "immediate")

    def kill_second(self) -> None:
        run(self.second, "pg_ctl", "stop", "-w", "-m", "immediate")

    def start_second(self) -> None:
        run(self.second, "pg_ctl", "start", "-w", "-l", str(self.second / "server.log"), "-o", self.options)

    @contextmanager
    def frozen_second(self) -> Iterator[None]:
        """It stands still, as its machine might, and goes on where it was."""
        self.signal_second(signal.SIGSTOP)
        try:
            yield
        finally:
            self.signal_second(signal.SIGCONT)

    def signal_second(self, number: signal.Signals) -> None:
        first, *_ = (self.second / "postmaster.pid").read_text().split()
        for process in (first, *Path(f"/proc/{first}/task/{first}/children").read_text().split()):
            # Some of its processes end by themselves.
            with suppress(ProcessLookupError):
                os.kill(int(process), number)

    async def pause_second(self) -> None:
        """It takes in what the first writes, and shows none of it."""
        await self.order(self.second, "select pg_wal_replay_pause()")
        await self.until("pg_get_wal_replay_pause_state() = 'paused'")

    async def resume_second(self) -> None:
        await self.order(self.second, "select pg_wal_replay_resume()")

    async def catch_up(self) -> None:
        """Until the second shows what the first has by now."""
        first = await asyncpg.connect(user="postgres", database="postgres", host=str(self.first))
        place = await first.fetchval("select pg_current_wal_flush_lsn()::text")
        await first.close()
        await self.until(f"pg_last_wal_replay_lsn() >= '{place}'")

    async def until(self, condition: str, folder: Path | None = None) -> None:
        """Until the second, or the named one, says so."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                asked = await asyncpg.connect(user="postgres", database="postgres", host=str(folder or self.second))
                says = await asked.fetchval(f"select {condition}")
                await asked.close()
                if says:
                    return
                await asyncio.sleep(0.02)

    def promote_second(self) -> None:
        run(self.second, "pg_ctl", "promote", "-w")


def located(url: str, hosts: str, more: str = "") -> str:
    parts = urlsplit(url)
    return f"postgresql://{parts.username}:{parts.password}@{parts.path}?host={hosts}{more}"


@contextmanager
def replicated() -> Iterator[Pair]:
    """A server that holds the empty database, and its standby that streams; what is written waits for both."""
    with tempfile.TemporaryDirectory(prefix="circle-") as made, embedded.serving(Path(made) / "one") as addresses:
        first, second = Path(made) / "one" / "postgresql", Path(made) / "two"
        with (first / "pg_hba.conf").open("a") as rules:
            rules.write(LET_IN)
        # Servers are killed here, and no machine is.
        with (first / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\n")
        run(first, "pg_ctl", "reload")
        second.mkdir(mode=0o700)
        hand_over(second)
        open_way(second)
        copying = (
            "-h",
            str(first),
            "-U",
            "postgres",
            "-D",
            str(second),
            "-R",
            "-X",
            "stream",
            "--checkpoint=fast",
            "--no-sync",
        )
        run(second, "pg_basebackup", *copying)
        for of_the_first in ("server.log", ".s.PGSQL.5432.lock"):
            (second / of_the_first).unlink()
        pair = Pair(addresses, first, second)
        pair.start_second()
        try:
            yield pair
        finally:
            with suppress(EmbeddedError):
                run(second, "pg_ctl", "stop", "-w", "-m", "immediate")
