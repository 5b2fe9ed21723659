"""A cache of two generations: what is used goes into the newer one, and the older one is dropped whole."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Things by their keys; a generation weighs at most `most`, in whatever unit they are weighed in."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self.made: dict[Hashable, T] = {}
        self.older: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int]) -> T:
        """The thing of the key, made if there is none."""
        found = self.made.get(key)
        return self.keep(key, self.older.get(key) or make(), weigh) if found is None else found

    def keep(self, key: Hashable, thing: T, weigh: Callable[[T], int]) -> T:
        weight = weigh(thing)
        if self.made and self.weight + weight > self.most:
            self.older, self.made, self.weight = self.made, {}, 0
        self.made[key] = thing
        self.weight += weight
        return thing
