"""Something fetched from elsewhere and kept for a while; one fetches it for all, and at a bounded pace."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from tenants.errors import Unavailable

T = TypeVar("T")

KEPT_SECONDS = 3600.0
# Between two fetches, whether one failed or somebody wants a newer one.
PAUSE_SECONDS = 10.0


class Cached(Generic[T]):
    """What `fetch` returned last; nothing after it failed."""

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self.fetch = fetch
        self.value: T | None = None
        self.tried = float("-inf")
        self.alone = asyncio.Lock()

    async def get(self, *, anew: bool = False) -> T:
        """What is kept; fetched again where it is an hour old or wanted `anew`. Raises Unavailable."""
        async with self.alone:
            pause = PAUSE_SECONDS if anew or self.value is None else KEPT_SECONDS
            if time.monotonic() - self.tried >= pause:
                self.tried, self.value = time.monotonic(), None
                self.value = await self.fetch()
            if self.value is None:
                raise Unavailable("PROVIDER_UNAVAILABLE")
            return self.value
