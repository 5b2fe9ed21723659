"""The figures there are, and their breakdowns, as the kinds of record say them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenants.records.kinds import KINDS
from tenants.statistics.figure import By, Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by a dimension: one entry for every possible value, in order, zero if there are none."""

    figure: Figure
    by: By

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Of every value the figure and the dimension in the tallies."""
        return tuple((self.figure.name, f"{self.by.dimension}:{value}") for value in self.by.values)


FIGURES: Mapping[str, Figure] = {figure.name: figure for kind in KINDS for figure in kind.figures}
# The kind of record by which a figure counts persons.
COUNTS: Mapping[str, str] = {figure.name: kind.single for kind in KINDS for figure in kind.figures if figure.persons}
BREAKDOWNS: Mapping[str, Breakdown] = {
    by.name: Breakdown(figure, by) for figure in FIGURES.values() for by in figure.by
}
CHILDREN, CHILDREN_PAIRED = FIGURES["children"], FIGURES["children_paired"]
