"""Turns at what only so many can use at once: waited for in order, user by user, and not for long."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from tenants.database.tracing import waiting
from tenants.errors import Unavailable

OWN = "a turn of the user's own"
# Whose request is at hand, where that is known.
WHOSE: ContextVar[Hashable] = ContextVar("whose", default=None)


@dataclass(slots=True)
class Waited:
    """How long a request has waited for turns, for all of them together."""

    seconds: float = 0


# Of the request at hand.
WAITED: ContextVar[Waited | None] = ContextVar("waited", default=None)


class Turns:
    """So many at a time at `what`; `turned_away` counts those for whom it took too long.

    Of those who wait each user's first is next in turn, so that nobody waits behind all that another asks for.
    """

    def __init__(self, count: int, most_seconds: float, what: str) -> None:
        self._what = what
        # While one is free nobody waits.
        self._free = count
        self._waiting: OrderedDict[Hashable, deque[asyncio.Future[None]]] = OrderedDict()
        self._most_seconds = most_seconds
        self.turned_away = 0

    async def take(self) -> None:
        """Raises Unavailable, early enough that trying again is of use: what it waited for elsewhere counts."""
        if self._free:
            self._free -= 1
            return
        waited, began = WAITED.get() or Waited(), asyncio.get_running_loop().time()
        try:
            with waiting(self._what):
                async with asyncio.timeout(self._most_seconds - waited.seconds):
                    await self._wait()
        except TimeoutError:
            self.turned_away += 1
            raise Unavailable("OVERLOADED") from None
        finally:
            waited.seconds += asyncio.get_running_loop().time() - began

    async def _wait(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(WHOSE.get() or object(), deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                # It was given at that very moment.
                self.give_back()
            raise

    def give_back(self) -> None:
        while self._waiting:
            whose, hers = self._waiting.popitem(last=False)
            turn = hers.popleft()
            while turn.done() and hers:
                turn = hers.popleft()
            if hers:
                # Behind the others.
                self._waiting[whose] = hers
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    async def take_all(self, count: int) -> None:
        """However long that takes."""
        for _ in range(count):
            if self._free:
                self._free -= 1
            else:
                await self._wait()

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
        before = WHOSE.set(whose)
        try:
            async with turns:
                yield
        finally:
            WHOSE.reset(before)
            users.pop()
            if not users:
                self.turned_away += self._turns.pop(whose)[0].turned_away
