"""The indicators there are, and their breakdowns, as the kinds of record declare them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenants.kinds.indicator import Breakdown, Indicator, Median, RecordBreakdown
from tenants.kinds.kind import Kind
from tenants.records.kinds import BY_NAME, KINDS


@dataclass(frozen=True, slots=True)
class IndicatorBreakdown:
    """A figure by a dimension: one entry for every possible value, in order, zero if there are none."""

    indicator: Indicator
    breakdown: Breakdown

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Of every value the indicator and the dimension in the rollups."""
        return tuple((self.indicator.name, f"{self.breakdown.dimension}:{value}") for value in self.breakdown.values)

    @property
    def counted_parts(self) -> tuple[tuple[str, str], ...]:
        """The same by which it is hidden: of an amount the acts that it is of."""
        acts = f"{ACTS}:" if self.indicator.amount else ""
        return tuple((name, acts + dimension) for name, dimension in self.parts)


@dataclass(frozen=True, slots=True)
class IndicatorByRecord:
    """A figure by records of a kind: one entry for each that has any, or has a part that has."""

    indicator: Indicator
    breakdown: RecordBreakdown
    kind: Kind

    @property
    def figure(self) -> str:
        """The figure of the rollups."""
        return self.breakdown.of or self.breakdown.name

    @property
    def nests(self) -> bool:
        """Whether one of these records may be part of another."""
        parent = self.kind.fields.get("parent")
        return parent is not None and parent.reference is not None and parent.reference.kind == self.kind.name


def listed_kind(kind: Kind, indicator: Indicator, by: RecordBreakdown) -> Kind:
    through = next((one for one in indicator.by_record if one.name == by.of), None)
    naming = listed_kind(kind, indicator, through) if through else kind
    return BY_NAME[naming.reference(by.field).kind]


# The dimension of the acts that an amount is of.
ACTS = "acts"
INDICATORS: Mapping[str, Indicator] = {indicator.name: indicator for kind in KINDS for indicator in kind.indicators}
# The kind of record by which a figure counts persons.
COUNTS: Mapping[str, str] = {
    indicator.name: kind.single for kind in KINDS for indicator in kind.indicators if indicator.persons
}
BREAKDOWNS: Mapping[str, IndicatorBreakdown] = {
    by.name: IndicatorBreakdown(indicator, by) for indicator in INDICATORS.values() for by in indicator.breakdowns
}
MEDIANS: Mapping[str, tuple[Indicator, Median]] = {
    one.median.name: (one, one.median) for one in INDICATORS.values() if one.median
}
BY_RECORD: Mapping[str, IndicatorByRecord] = {
    by.name: IndicatorByRecord(indicator, by, listed_kind(kind, indicator, by))
    for kind in KINDS
    for indicator in kind.indicators
    for by in indicator.by_record
}
# The API's Int holds no more: a larger figure is shown as this, and said to be larger.
LARGEST = 2**31 - 1
CHILDREN = INDICATORS["children"]
# The children by two questions at once: whether they are to be paired, and whether they are; the rest is neither.
TARGETS_PAIRED, OTHERS_PAIRED = ("children_paired", "target:YES"), ("children_paired", "target:NO")
TARGETS_UNPAIRED = ("pairing_targets", "paired:NO")
