"""Which figures are too small to show, or would reveal one that is: the rule once more, over plain numbers."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

Count = Callable[[int, str | None], int]
Amounts = Callable[[int], Sequence[int]]
Parents = Mapping[int, int | None]

SMALL = range(1, 5)


def splits_shown(
    parents: Parents, period: str | None, years: Iterable[str], whole: Count, parts: Sequence[Count] | None = None
) -> dict[int, int]:
    """Of a flow, how many parts may be told apart in each tenant, or -1 where not even the whole may be shown.

    `period` None is all the years. Without parts the whole is shown as finely as months, with parts in quarters.
    """
    spans = [period] if period else list(years)
    if parts is not None:
        spans = [quarter for span in spans for quarter in quarters(span)]
        if not spans:
            return dict.fromkeys(parents, 0)
    found = dict.fromkeys(parents, len(parts or ()))
    for span in spans:
        levels: list[Amounts] = [amounts_of(whole, beside) for beside in calendar(span)]
        passed_here = passed(parents, levels + splits(whole, parts or (), span))
        found = {code: min(found[code], passed_here[code] - len(levels)) for code in parents}
    return {code: max(-1, splits) for code, splits in found.items()}


def stock_splits_shown(parents: Parents, period: str | None, whole: Count, parts: Sequence[Count]) -> dict[int, int]:
    """The same of a stock, at the end of the period."""
    levels = [amounts_of(whole, [period]), *splits(whole, parts, period)]
    return {code: number - 1 for code, number in passed(parents, levels).items()}


def amounts_of(count: Count, periods: Sequence[str | None]) -> Amounts:
    return lambda code: [count(code, period) for period in periods]


def splits(whole: Count, parts: Sequence[Count], period: str | None) -> list[Amounts]:
    """A part, and what is left of the whole without it and those before it."""

    def split(number: int) -> Amounts:
        def amounts(code: int) -> Sequence[int]:
            before = sum(part(code, period) for part in parts[: number + 1])
            return [parts[number](code, period), whole(code, period) - before]

        return amounts

    return [split(number) for number in range(len(parts))]


def calendar(period: str) -> Iterator[list[str]]:
    """The periods beside which a period stands: its year, the halves, the quarters of its half, the months."""
    year, _, part = period.partition("-")
    yield [year]
    if not part:
        return
    months = {"H": 6, "Q": 3}.get(part[0], 1)
    month = (int(part[-1]) - 1) * months if months > 1 else int(part) - 1
    yield [f"{year}-H1", f"{year}-H2"]
    if months <= 3:
        yield [f"{year}-Q{month // 6 * 2 + n}" for n in (1, 2)]
    if months == 1:
        yield [f"{year}-{month // 3 * 3 + n:02d}" for n in (1, 2, 3)]


def quarters(period: str) -> list[str]:
    year, _, part = period.partition("-")
    numbers = {"": (1, 2, 3, 4), "H1": (1, 2), "H2": (3, 4)}.get(part, (int(part[1]),) if part[:1] == "Q" else ())
    return [f"{year}-Q{number}" for number in numbers]


def passed(parents: Parents, levels: Sequence[Amounts], small: Container[int] = SMALL) -> dict[int, int]:
    """How many of the levels, from the whole to the finest split, each tenant passes, and all above it."""
    alone: dict[int, int] = {}
    for parent, family in groupby(sorted(parents, key=lambda code: parents[code] or 0), key=lambda code: parents[code]):
        alone |= passed_in_family(parent, list(family), levels, small)
    found: dict[int, int] = {}
    for code in sorted(parents):
        above = parents[code]
        found[code] = alone[code] if above is None else min(alone[code], found[above])
    return found


def passed_in_family(
    parent: int | None, family: Iterable[int], levels: Sequence[Amounts], small: Container[int]
) -> dict[int, int]:
    standing = set(family)
    found = dict.fromkeys(standing, len(levels))
    for number, amounts in enumerate(levels):
        good = {code for code in standing if not any(amount in small for amount in amounts(code))}
        hidden = standing - good if parent is None else (standing - good) | chosen(amounts, parent, good, small)
        found |= dict.fromkeys(hidden, number)
        standing -= hidden
    return found


def chosen(amounts: Amounts, parent: int, good: Iterable[int], small: Container[int]) -> set[int]:
    """Those who are hidden only because what is left of the parent would be small without them."""
    found = set()
    for place, whole in enumerate(amounts(parent)):
        if whole - sum(amounts(code)[place] for code in good) in small:
            found |= set(sorted((code for code in good if amounts(code)[place]), key=lowest_first)[:1])
    return found


def lowest_first(code: int) -> tuple[int, int]:
    """The lowest level first, the last code first."""
    zeros = next(zeros for zeros in (10, 8, 6, 3, 0) if code % 10**zeros == 0)
    return zeros, -code
