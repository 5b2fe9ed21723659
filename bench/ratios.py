"""Ratios of two sides: taken round by round, where both met the same noise, and then their median."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Samples = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A median with the smallest and the largest of the rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{shown(self.median)} ({shown(self.low)} to {shown(self.high)})"


def shown(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"  # noqa: PLR2004


def chosen(samples: Samples, **wanted: object) -> list[Mapping[str, Any]]:
    """The samples with these values."""
    return [one for one in samples if all(one[name] == value for name, value in wanted.items())]


def ratio(value: str, upper: Samples, lower: Samples) -> Ratio | None:
    """The ratio of a value of two lists of samples, round by round; None where there are none."""
    below = {one["round"]: one[value] for one in lower}
    found = [one[value] / below[one["round"]] for one in upper if below.get(one["round"])]
    return Ratio(statistics.median(found), min(found), max(found)) if found else None


def middle(value: str, samples: Samples) -> float | None:
    """The median of a value."""
    found = [one[value] for one in samples]
    return statistics.median(found) if found else None
