"""What happens to an installation, one after the other: processes killed and frozen, the database restarted."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.hostile.installation import Installation, send

# Longer than the three seconds for which a lock is waited for.
MOST_FROZEN_SECONDS = 4.0
MOST_CALM_SECONDS = 2.0
# How often the next one waits until the last one is over: most come while something is written, some on top of another.
WAITED_FOR = 0.8


@dataclass(frozen=True, slots=True)
class Happened:
    """One accident, as many seconds after the first as it took place."""

    after: float
    what: str

    def __str__(self) -> str:
        return f"{self.after:6.1f} s  {self.what}"


@dataclass(frozen=True, slots=True)
class Walk:
    """A random walk through accidents, for a while, with calm between them."""

    installation: Installation
    draw: Random
    seconds: float
    tell: Callable[[Happened], None]

    async def run(self) -> dict[str, int]:
        """How often each took place."""
        began, happened = time.monotonic(), dict.fromkeys(ACCIDENTS, 0)
        for name in self.names():
            if time.monotonic() - began >= self.seconds:
                break
            if self.draw.random() < WAITED_FOR:
                await self.installation.until_it_answers()
            await asyncio.sleep(self.draw.uniform(0, min(MOST_CALM_SECONDS, self.seconds / 10)))
            after = time.monotonic() - began
            if said := await ACCIDENTS[name](self):
                happened[name] += 1
                self.tell(Happened(after, f"{name} {said}"))
        return happened

    def names(self) -> Iterator[str]:
        """Each once, in an order of chance, before any a second time."""
        while True:
            names = [*ACCIDENTS]
            self.draw.shuffle(names)
            yield from names

    def one_of(self, pids: list[int]) -> int | None:
        return self.draw.choice(sorted(pids)) if pids else None

    async def signal(self, number: signal.Signals, pids: list[int]) -> str:
        pid = self.one_of(pids)
        if pid is None:
            return ""
        send(number, pid)
        return f"of process {pid}"

    async def freeze(self, pids: list[int]) -> str:
        pid = self.one_of(pids)
        if pid is None:
            return ""
        seconds = self.draw.uniform(0.1, min(MOST_FROZEN_SECONDS, self.seconds / 5))
        send(signal.SIGSTOP, pid)
        try:
            await asyncio.sleep(seconds)
        finally:
            send(signal.SIGCONT, pid)
        return f"of process {pid} for {seconds:.1f} s"

    async def restart(self, mode: str) -> str:
        await asyncio.to_thread(self.installation.restart_database, mode)
        return ""

    async def kill_database(self) -> str:
        for pid in self.installation.postmasters:
            send(signal.SIGKILL, pid)
        await self.restart("immediate")
        return "and start again"

    async def restart_orderly(self) -> str:
        await self.restart("fast")
        return "of the database"


ACCIDENTS: dict[str, Callable[[Walk], Awaitable[str]]] = {
    "kill -9 of a worker,": lambda walk: walk.signal(signal.SIGKILL, walk.installation.workers),
    "kill -9 of the server,": lambda walk: walk.signal(signal.SIGKILL, walk.installation.servers),
    "kill -9 of a backend,": lambda walk: walk.signal(signal.SIGKILL, walk.installation.backends),
    "end of a backend,": lambda walk: walk.signal(signal.SIGTERM, walk.installation.backends),
    "frozen worker,": lambda walk: walk.freeze(walk.installation.workers),
    "frozen backend,": lambda walk: walk.freeze(walk.installation.backends),
    "frozen server,": lambda walk: walk.freeze(walk.installation.servers),
    "replacing the workers,": lambda walk: walk.signal(signal.SIGUSR1, walk.installation.servers),
    "kill -9 of the postmaster": Walk.kill_database,
    "restart": Walk.restart_orderly,
}
