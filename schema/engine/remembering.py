"""What was made for one request and serves later ones, as much of it as is worth its memory."""

from collections.abc import Hashable
from contextlib import suppress
from threading import Lock
from typing import Generic, Protocol, TypeVar

from cachetools import LRUCache


class Sized(Protocol):
    """What says how much it takes to remember it, in characters."""

    @property
    def size(self) -> int: ...


One = TypeVar("One", bound=Sized)


class Remembered(Generic[One]):
    """The latest that were asked for, `most` characters of them; the event loop and the planner's thread share them."""

    def __init__(self, most: int) -> None:
        self.kept: LRUCache[Hashable, One] = LRUCache(most, getsizeof=lambda one: one.size)
        self.lock = Lock()

    def find(self, key: Hashable) -> One | None:
        with self.lock:
            return self.kept.get(key)

    def keep(self, key: Hashable, one: One) -> None:
        """One that is larger than all that is remembered is not."""
        with self.lock, suppress(ValueError):
            self.kept[key] = one
