"""No figure of 1 to 4 that is hidden follows from those that are shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import combinations, pairwise, product
from random import Random

import pytest

from tenants.division import end_of
from tests.tenants.statistics.attacking import Algebra, Bounds, Cell, Partition
from tests.tenants.statistics.planting import random_tree
from tests.tenants.statistics.recount import days_of
from tests.tenants.statistics.suppressing import (
    SMALL,
    Count,
    Parents,
    amounts_of,
    calendar,
    passed,
    splits_shown,
)

pytestmark = pytest.mark.long

Act = tuple[int, str, str]  # where, in which month, of which kind

YEARS = ("2023", "2024")
KINDS = ("HOME", "PHONE")
MONTHS = ("2023-12", "2024-01", "2024-02", "2024-04", "2024-07")
PERIODS = (None, *sorted({period for month in MONTHS for beside in calendar(month) for period in beside}))
AMOUNTS = (0, 0, 0, 0, 1, 2, 3, 4, 5, 9, 30)


@dataclass(frozen=True, eq=False)
class Secret:
    """A flow with a dimension, as nobody is to know it: how many acts there were where, when and of which kind."""

    parents: Parents
    acts: Mapping[Act, int]

    @cached_property
    def below(self) -> Mapping[int, set[int]]:
        found = {code: {code} for code in self.parents}
        for code in sorted(self.parents, reverse=True):
            above = self.parents[code]
            if above is not None:
                found[above] |= found[code]
        return found

    def cell(self, code: int, period: str | None, kind: str | None = None, *, own: bool = False) -> Cell[Act]:
        places, kinds = {code} if own else self.below[code], [kind] if kind else KINDS
        return frozenset(product(places, months_of(period), kinds))

    def sum(self, cell: Cell[Act]) -> int:
        return sum(self.acts[act] for act in cell)

    def count(self, kind: str | None = None) -> Count:
        return lambda code, period: self.sum(self.cell(code, period, kind))

    def shown(self) -> dict[Cell[Act], int]:
        """What the rule shows."""
        parts = [self.count(kind) for kind in KINDS]
        found = set()
        for period in PERIODS:
            whole = splits_shown(self.parents, period, YEARS, self.count())
            kinds = splits_shown(self.parents, period, YEARS, self.count(), parts)
            found |= {self.cell(code, period) for code in self.parents if whole[code] >= 0}
            found |= {self.cell(code, period, kind) for code in self.parents for kind in KINDS[: max(kinds[code], 0)]}
        return {cell: self.sum(cell) for cell in found}

    def secrets(self, shown: Iterable[Cell[Act]]) -> set[Cell[Act]]:
        """The sums that point at a person, and are not shown."""
        cells = {
            self.cell(code, period, kind, own=own)
            for code, period, kind, own in product(self.parents, PERIODS, (None, *KINDS), (False, True))
        }
        return {cell for cell in cells if self.sum(cell) in SMALL} - set(shown)

    def partitions(self) -> Iterator[Partition[Act]]:
        for code, period in product(self.parents, PERIODS):
            for kind, own in product((None, *KINDS), (False, True)):
                whole = self.cell(code, period, kind, own=own)
                if within := parts_of(period):
                    yield whole, [self.cell(code, part, kind, own=own) for part in within]
                if not kind:
                    yield whole, [self.cell(code, period, one, own=own) for one in KINDS]
                if not own:
                    branches = [one for one, above in self.parents.items() if above == code]
                    yield (
                        whole,
                        [self.cell(one, period, kind) for one in branches] + [self.cell(code, period, kind, own=True)],
                    )


@cache
def months_of(period: str | None) -> list[str]:
    days = days_of(period, date(2024, 7, 31))
    return [month for month in MONTHS if date.fromisoformat(f"{month}-01") in days]


def parts_of(period: str | None) -> list[str]:
    """The periods that a period is made of."""
    if period is None:
        return list(YEARS)
    inside = {"": ("-H1", "-H2"), "-H1": ("-Q1", "-Q2"), "-H2": ("-Q3", "-Q4")}.get(period[4:])
    return [period[:4] + part for part in inside] if inside else months_of(period) if "Q" in period else []


def draw(seed: int, size: int = 6) -> Secret:
    random = Random(seed)  # noqa: S311  # repeatable
    parents = random_tree(random, size)
    busy = {code: random.choice((0, 1, 1, 4)) for code in parents}
    return Secret(parents, {act: random.choice(AMOUNTS) * busy[act[0]] // 2 for act in product(parents, MONTHS, KINDS)})


def found_out(secret: Secret, shown: Mapping[Cell[Act], int]) -> set[Cell[Act]]:
    algebra, bounds = Algebra(shown, Random(1)), Bounds(shown, list(secret.partitions()))  # noqa: S311  # repeatable
    return {cell for cell in secret.secrets(shown) if algebra.determines(cell) or bounds.determines(cell)}


@pytest.mark.parametrize("seed", range(8))
def test_nothing_small_follows_from_what_is_shown(seed: int) -> None:
    secret = draw(seed)
    shown = secret.shown()
    assert shown
    assert secret.secrets(shown)
    assert found_out(secret, shown) == set()


def shown_naively(secret: Secret) -> dict[Cell[Act], int]:
    """Each period for itself: the small are hidden, and one sibling where only one is; what is below them, too."""
    found: dict[Cell[Act], int] = {}
    for period in PERIODS:
        splits = passed(secret.parents, [amounts_of(secret.count(), [period])])
        cells = [secret.cell(code, period) for code, splits_shown_here in splits.items() if splits_shown_here]
        found |= {cell: secret.sum(cell) for cell in cells}
    return found


def test_the_attack_breaks_what_looks_at_one_period_alone() -> None:
    secrets = [draw(seed) for seed in range(8)]
    assert any(found_out(secret, shown_naively(secret)) for secret in secrets)


PROVINCE, CITY, OTHER, COUNTY = 330000000000, 330100000000, 330200000000, 330101000000
TREES: tuple[Parents, ...] = (
    {PROVINCE: None, CITY: PROVINCE, OTHER: PROVINCE},
    {PROVINCE: None, CITY: PROVINCE, OTHER: PROVINCE, COUNTY: CITY},
)


def worlds(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """All the ways to spread a total over places."""
    for bars in combinations(range(total + places - 1), places - 1):
        edges = (-1, *bars, total + places - 1)
        yield tuple(after - before - 1 for before, after in pairwise(edges))


@pytest.mark.parametrize(("parents", "columns", "most"), [(TREES[0], 1, 20), (TREES[1], 1, 16), (TREES[0], 2, 11)])
def test_nothing_small_follows_for_who_knows_the_rule_as_well(parents: Parents, columns: int, most: int) -> None:
    """All worlds that look the same, what is hidden in them included, differ in every small figure that is hidden."""
    below = {code: [one for one in parents if code <= one < end_of(code)] for code in parents}
    atoms = list(product(parents, range(columns)))
    alike: dict[object, list[dict[tuple[int, int], int]]] = {}
    for counts in (one for total in range(most + 1) for one in worlds(total, len(atoms))):
        world = dict(zip(atoms, counts, strict=True))
        sums = {(code, n): sum(world[one, n] for one in below[code]) for code, n in atoms}
        alike.setdefault(view(parents, sums, columns), []).append(
            sums | {(-code, n): world[code, n] for code, n in atoms}
        )
    for looks in alike.values():
        for cell in looks[0]:
            assert {sums[cell] for sums in looks} not in [{small} for small in SMALL]


def view(parents: Parents, sums: Mapping[tuple[int, int], int], columns: int) -> object:
    """What is shown of a world: the wholes, and where it may be told apart the columns; None where it is not."""

    def whole(code: int) -> list[int]:
        return [sum(sums[code, n] for n in range(columns))]

    def apart(code: int) -> list[int]:
        return [sums[code, n] for n in range(columns)]

    levels = [whole, *[apart] * (columns > 1)]
    found = passed(parents, levels)
    return tuple(tuple(level(code)) if found[code] > n else None for code in parents for n, level in enumerate(levels))


# In which of the two halves of a year a child takes part: in one, in the other, in both.
TAKING_PART = ((0,), (1,), (0, 1))
YEAR = 2


def test_halves_would_tell_beside_the_year_what_counts_each_once() -> None:
    """All but one of 11 children were there in the first half, and all in the second: that is why years stand alone."""
    parents, places, most = TREES[0], (CITY, OTHER), 11
    alike: dict[object, list[dict[tuple[int, int], int]]] = {}
    for counts in (one for total in range(most + 1) for one in worlds(total, len(places) * len(TAKING_PART))):
        world = dict(zip(product(places, TAKING_PART), counts, strict=True))
        sums = {(code, span): persons(world, code, span) for code, span in product(parents, (0, 1, YEAR))}
        alike.setdefault(view_of_persons(parents, sums), []).append(sums)
    found = {cell for looks in alike.values() for cell in looks[0] if {sums[cell] for sums in looks} == {4}}
    assert found == {(CITY, 0), (CITY, 1), (OTHER, 0), (OTHER, 1)}


def persons(world: Mapping[tuple[int, tuple[int, ...]], int], code: int, span: int) -> int:
    """How many were there in a half, or in the year."""
    return sum(
        number
        for (place, halves), number in world.items()
        if code in (place, PROVINCE) and (span == YEAR or span in halves)
    )


def view_of_persons(parents: Parents, sums: Mapping[tuple[int, int], int]) -> object:
    found = passed(parents, [lambda code: [sums[code, YEAR]], lambda code: [sums[code, 0], sums[code, 1]]])
    spans = ((YEAR,), (0, 1))
    return tuple(
        tuple(sums[code, span] for span in beside) if found[code] > level else None
        for code in parents
        for level, beside in enumerate(spans)
    )
