"""Turns at what only so many can use at once: waited for in order, and not for long."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from tenants.database.tracing import waiting
from tenants.errors import Unavailable

OWN = "a turn of the user's own"


class Turns:
    """So many at a time at `what`; `turned_away` counts those for whom it took too long."""

    def __init__(self, count: int, most_seconds: float, what: str) -> None:
        self._what = what
        self._free = asyncio.Semaphore(count)
        self._most_seconds = most_seconds
        self.turned_away = 0

    async def take(self) -> None:
        """Raises Unavailable, early enough that trying again is of use."""
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            with waiting(self._what):
                async with asyncio.timeout(self._most_seconds):
                    await self._free.acquire()
        except TimeoutError:
            self.turned_away += 1
            raise Unavailable("OVERLOADED") from None

    def give_back(self) -> None:
        self._free.release()

    async def take_all(self, count: int) -> None:
        """However long that takes."""
        for _ in range(count):
            await self._free.acquire()

    async def __aenter__(self) -> None:
        await self.take()

    async def __aexit__(self, *_: object) -> None:
        self.give_back()


class Shares:
    """So many turns for each, of whom there may be any number: who has none left waits for her own alone."""

    def __init__(self, count: int, most_seconds: float) -> None:
        self._count = count
        self._most_seconds = most_seconds
        self._turns: dict[Hashable, tuple[Turns, list[None]]] = {}
        self.turned_away = 0

    @asynccontextmanager
    async def of(self, whose: Hashable) -> AsyncIterator[None]:
        """Raises Unavailable."""
        turns, users = self._turns.setdefault(whose, (Turns(self._count, self._most_seconds, OWN), []))
        users.append(None)
        try:
            async with turns:
                yield
        finally:
            users.pop()
            if not users:
                self.turned_away += self._turns.pop(whose)[0].turned_away
