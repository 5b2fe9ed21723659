"""How often one place may ask for what needs no sign-in."""

import time
from collections.abc import Callable, Hashable
from math import ceil

from cachetools import TTLCache

from tenants.errors import TooMany

MOST, WITHIN_SECONDS = 120, 60.0
REMEMBERED_PLACES = 10_000


class Rate:
    """So many requests a minute of each place, of whom there may be any number."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        # By place and minute.
        self._asked: TTLCache[Hashable, int] = TTLCache(REMEMBERED_PLACES, WITHIN_SECONDS, clock)

    def count(self, place: Hashable) -> None:
        """Raises TooMany."""
        minute, over = divmod(self._clock(), WITHIN_SECONDS)
        asked = self._asked.get((place, minute), 0)
        if asked >= self._most:
            raise TooMany(retry_after=ceil(WITHIN_SECONDS - over))
        self._asked[place, minute] = asked + 1
