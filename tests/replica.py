"""A real standby of a real server, both of their own, by PostgreSQL's own programs: backed up, streaming, promoted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from api import embedded
from api.postgres import EmbeddedError, hand_over, open_way, run

# The superuser is let in for replicating and for `alter system`, which no role of ours may do.
LET_IN = "local all,replication postgres trust\n"


@dataclass(frozen=True)
class Pair:
    """A server and its standby, each with the folder that its socket is in."""

    addresses: embedded.Addresses
    first: Path
    second: Path

    def url(self, *hosts: Path | str, more: str = "") -> str:
        """The application's, with these hosts."""
        return located(self.addresses.application_url, ",".join(map(str, hosts)), more)

    async def order(self, folder: Path, *statements: str) -> None:
        """As the superuser of one of them."""
        connection = await asyncpg.connect(user="postgres", database="postgres", host=str(folder))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    def kill_first(self) -> None:
        run(self.first, "pg_ctl", "stop", "-w", "-m", "immediate")

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
        run(first, "pg_ctl", "reload")
        second.mkdir(mode=0o700)
        hand_over(second)
        open_way(second)
        copying = ("-h", str(first), "-U", "postgres", "-D", str(second), "-R", "-X", "stream", "--checkpoint=fast")
        run(second, "pg_basebackup", *copying)
        for of_the_first in ("server.log", ".s.PGSQL.5432.lock"):
            (second / of_the_first).unlink()
        options = f"-c listen_addresses='' -c unix_socket_directories={second}"
        run(second, "pg_ctl", "start", "-w", "-l", str(second / "server.log"), "-o", options)
        try:
            yield Pair(addresses, first, second)
        finally:
            with suppress(EmbeddedError):
                run(second, "pg_ctl", "stop", "-w", "-m", "immediate")
