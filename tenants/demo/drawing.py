"""Draws days, moments and ids; the same chance draws the same ones always."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import accumulate
from random import Random
from struct import Struct
from typing import Generic, TypeVar

from asyncpg.pgproto.pgproto import UUID

T = TypeVar("T")

# Another seed makes another province, with the same headline.
SEED = 1

START = date(2023, 1, 1)
HALF_YEAR = date(2024, 1, 1)
HALF_YEAR_END = date(2024, 7, 1)
END = date(2026, 7, 1)
# From when on checklists ask for something.
CHECKLISTS_FROM = HALF_YEAR_END

EPOCH = date(1970, 1, 1).toordinal()
# 08:00 in Shanghai is midnight in UTC, so seconds since then are the seconds of a working day.
WORKING_DAY = 10 * 60 * 60
HALVES, LOWER = Struct(">QQ"), (1 << 62) - 1


def chance_of(*subject: object) -> Random:
    """Make the chance that belongs to a subject alone, so that no part of the demo shifts another."""
    return Random(repr((SEED, *subject)))  # noqa: S311 -- made-up data that must repeat, no secret


class Lot(Generic[T]):
    """Things drawn each as often as its weight says."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = list(weights)
        self._edges = list(accumulate(weights.values()))

    def draw(self, chance: Random) -> T:
        return self._things[bisect(self._edges, chance.random() * self._edges[-1])]


def pick(chance: Random, things: Sequence[T]) -> T:
    """Draw one of some things, all as often; in a third of the time of `Random.choice`."""
    return things[int(chance.random() * len(things))]


def happens(chance: Random, likelihood: float) -> bool:
    return chance.random() < likelihood


def draw_day(chance: Random, low: date, high: date) -> date:
    """Draw a day of `[low, high)`."""
    first = low.toordinal()
    return date.fromordinal(first + int(chance.random() * (high.toordinal() - first)))


def draw_identity(chance: Random, day: date) -> tuple[UUID, datetime]:
    """Draw a moment of a day's working hours and the UUIDv7 made at it, as asyncpg has it, which writes it fastest."""
    second = (day.toordinal() - EPOCH) * 86_400 + int(chance.random() * WORKING_DAY)
    bits = chance.getrandbits(74)
    halves = HALVES.pack(second * 1000 << 16 | 0x7000 | bits >> 62, 1 << 63 | bits & LOWER)
    return UUID(halves), datetime.fromtimestamp(second, UTC)
