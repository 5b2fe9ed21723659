"""Remembers what is made once and used again; what is not used any more goes with the older of two generations."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


def one(_: object) -> int:
    return 1


class Memory(Generic[T]):
    """Things by their keys: of each generation at most so much, by whatever they are weighed in."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.weight = 0
        self.made: dict[Hashable, T] = {}
        self.older: dict[Hashable, T] = {}

    def recall(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] = one) -> T:
        """The thing of the key, made if there is none yet."""
        found = self.made.get(key)
        return self.keep(key, self.older.get(key) or make(), weigh) if found is None else found

    def keep(self, key: Hashable, thing: T, weigh: Callable[[T], int]) -> T:
        weight = weigh(thing)
        if self.made and self.weight + weight > self.most:
            self.older, self.made, self.weight = self.made, {}, 0
        self.made[key] = thing
        self.weight += weight
        return thing
