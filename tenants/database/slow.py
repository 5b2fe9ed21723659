"""Slow statements: told as soon as they are answered or given up, and then how they run; never with a value."""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from hashlib import sha256
from time import perf_counter
from types import TracebackType

import asyncpg
from cachetools import TTLCache

# How a statement runs is told once a day, of so many of them, and of a few at a time.
DAY, REMEMBERED, MOST_AT_ONCE = 86_400, 1_000, 5
SECONDS = 2.0
# The first version that plans a statement without its values.
PLANS_WITHOUT_VALUES = 16

log = logging.getLogger("circle.slow")


class SlowStatements:
    """Those of one process that took longer than so many `seconds`."""

    def __init__(self) -> None:
        self.seconds = SECONDS
        self.explained: TTLCache[str, None] = TTLCache(REMEMBERED, DAY)
        self.waiting: dict[str, str] = {}

    def timing(self, operation: str | None, text: str) -> "Timing":
        """Tells of the statement if the block takes too long; the operation is the client's name for its request."""
        return Timing(self, operation, text)

    def tell(self, operation: str | None, text: str, seconds: float) -> None:
        name = sha256(text.encode()).hexdigest()[:12]
        log.warning("statement %s of operation %s took %.2f s", name, operation, seconds)
        if name not in self.explained and len(self.waiting) < MOST_AT_ONCE:
            self.waiting[name] = text

    async def explain(self, connect: Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]) -> None:
        """Tells how the statements run that were told of and not explained yet."""
        while self.waiting:
            name, text = self.waiting.popitem()
            self.explained[name] = None
            async with connect() as connection:
                can = connection.get_server_version().major >= PLANS_WITHOUT_VALUES
                plan = await plan_of(connection, text) if can else []
            log.warning("statement %s:\n%s", name, "\n".join([text, *plan]))


async def plan_of(connection: asyncpg.Connection, text: str) -> list[str]:
    """The lines of the plan that is made for whatever values."""
    explaining = await connection.prepare(f"explain (generic_plan) {text}")
    return [line for (line,) in await explaining.fetch(*(None for _ in explaining.get_parameters()))]


class Timing:
    """How long a block takes."""

    __slots__ = ("began", "operation", "slow", "text")

    def __init__(self, slow: SlowStatements, operation: str | None, text: str) -> None:
        self.slow, self.operation, self.text = slow, operation, text

    def __enter__(self) -> None:
        self.began = perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        seconds = perf_counter() - self.began
        if seconds >= self.slow.seconds:
            self.slow.tell(self.operation, self.text, seconds)
