"""`circle serve` as a process, of which can be told how much processor time and memory it took."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.api.command.conftest import KEYS, ROOT, free_port

READY = b"Protection Circle answers at "
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# Nothing but the requests takes time while it is measured.
QUIET = {"CIRCLE_BACKGROUND_SECONDS": "100000", "CIRCLE_PROOF_SECONDS": "100000"}


@dataclass(frozen=True, slots=True)
class Process:
    """A server that listens; without a process id it is somebody else's, and nothing of it is measured."""

    address: tuple[str, int]
    pid: int | None = None

    def cpu(self) -> float:
        """The processor time it took until now, in seconds: by the kernel's clock of that process."""
        return time.clock_gettime(~self.pid << 3 | 2) if self.pid else 0.0

    def memory(self) -> int:
        """The bytes it keeps in memory."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE_BYTES if self.pid else 0


@asynccontextmanager
async def serving(
    database_url: str, settings: Mapping[str, str] | None = None, log: Path | None = None
) -> AsyncIterator[Process]:
    """Serves the database; settings may differ from production's. Its log goes to our output, or to a file."""
    port = free_port()
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **KEYS, **QUIET, **(settings or {})}
    with log.open("wb") if log else nullcontext() as said:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.command", "serve"),
            env={**environment, "CIRCLE_DATABASE_URL": database_url, "CIRCLE_PORT": port},
            stdout=asyncio.subprocess.PIPE,
            stderr=said,
        )
    try:
        assert process.stdout
        assert (await process.stdout.readline()).startswith(READY)
        yield Process(("127.0.0.1", int(port)), process.pid)
    finally:
        process.terminate()
        await process.communicate()
