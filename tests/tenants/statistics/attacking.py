"""The attacker: whoever has all the figures that are shown, and nothing else, and wants those that are not."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from random import Random
from typing import Generic, TypeVar

Atom = TypeVar("Atom", bound=Hashable)

PRIME = 2**61 - 1
MOST = 10**9
Cell = frozenset[Atom]
Partition = tuple[Cell[Atom], Sequence[Cell[Atom]]]
Row = dict[int, int]


class Algebra(Generic[Atom]):
    """What follows from sums by adding and subtracting them, and from a zero that all its parts are zero.

    What is not asked of the sums is drawn at random among all that they allow: a sum that does not come out as it is
    cannot follow from them. The numbers are those modulo a prime so large that one never comes out by chance.
    """

    def __init__(self, sums: Mapping[Cell[Atom], int], random: Random) -> None:
        zero = frozenset(atom for cell, value in sums.items() if value == 0 for atom in cell)
        self.zero = zero
        atoms = sorted({atom for cell in sums for atom in cell} - zero, key=repr)
        self.places = {atom: place for place, atom in enumerate(atoms)}
        self.free: dict[int, int] = self.drawn(eliminated(self.row(cell) for cell in sums), random)

    def row(self, cell: Cell[Atom]) -> Row:
        return {self.places[atom]: 1 for atom in cell - self.zero}

    def drawn(self, pivots: Mapping[int, Row], random: Random) -> dict[int, int]:
        """A change of the atoms that no sum notices."""
        change: dict[int, int] = {}
        for place in reversed(range(len(self.places))):
            if place in pivots:
                rest = sum(factor * change[other] for other, factor in pivots[place].items() if other != place)
                change[place] = -rest % PRIME
            else:
                change[place] = random.randrange(1, PRIME)
        return change

    def determines(self, cell: Cell[Atom]) -> bool:
        """Whether the sums leave the cell one value."""
        asked = cell - self.zero
        return asked <= self.places.keys() and sum(self.free[self.places[atom]] for atom in asked) % PRIME == 0


def eliminated(rows: Iterable[Row]) -> dict[int, Row]:
    """The rows in echelon form, by the first place of each, where it has a one."""
    pivots: dict[int, Row] = {}
    for row in sorted(rows, key=len):
        left = dict(row)
        while left:
            first = min(left)
            if first not in pivots:
                inverse = pow(left[first], -1, PRIME)
                pivots[first] = {place: factor * inverse % PRIME for place, factor in left.items()}
                break
            left = subtracted(left, pivots[first], left[first])
    return pivots


def subtracted(row: Row, other: Row, times: int) -> Row:
    found = dict(row)
    for place, factor in other.items():
        value = (found.get(place, 0) - times * factor) % PRIME
        if value:
            found[place] = value
        else:
            found.pop(place, None)
    return found


class Bounds(Generic[Atom]):
    """What follows from sums of whole numbers that are not negative, looking at one partition at a time.

    `partitions` name a whole and its parts, cells all.
    """

    def __init__(self, sums: Mapping[Cell[Atom], int], partitions: Sequence[Partition[Atom]]) -> None:
        cells = {cell for whole, parts in partitions for cell in (whole, *parts)} | set(sums)
        self.low = {cell: sums.get(cell, 0) for cell in cells}
        self.high = {cell: sums.get(cell, MOST) for cell in cells}
        while any(self.narrowed(whole, parts) for whole, parts in partitions):
            pass

    def narrowed(self, whole: Cell[Atom], parts: Sequence[Cell[Atom]]) -> bool:
        low, high = sum(self.low[part] for part in parts), sum(self.high[part] for part in parts)
        bounds = {whole: (low, high)}
        for part in parts:
            bounds[part] = (
                self.low[whole] - high + self.high[part],
                self.high[whole] - low + self.low[part],
            )
        return any(self.bound(cell, *both) for cell, both in bounds.items())

    def bound(self, cell: Cell[Atom], low: int, high: int) -> bool:
        closer = low > self.low[cell] or high < self.high[cell]
        self.low[cell], self.high[cell] = max(low, self.low[cell]), min(high, self.high[cell])
        return closer

    def determines(self, cell: Cell[Atom]) -> bool:
        return self.low[cell] == self.high[cell]
