"""Remembers what is made once and used again; when there is too much of it, all of it is forgotten."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """At most so many things by their keys."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.made: dict[Hashable, T] = {}

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of the key, made if there is none yet."""
        if key not in self.made:
            thing = make()
            if len(self.made) >= self.most:
                self.made.clear()
            self.made[key] = thing
        return self.made[key]
