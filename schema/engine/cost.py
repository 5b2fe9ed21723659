"""The cost of a selection, known before it runs: the values it may read, and the parts of its statement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod

from schema.engine.limits import Limits
from tenants.catalogue.records import RECORDS
from tenants.reading.nodes import NODE, NODES, is_bare
from tenants.reading.page import DEFAULT_SIZE, LARGEST_SIZE
from tenants.reading.selection import Arguments, Selection
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of
from tenants.statistics.indicators import BREAKDOWNS
from tenants.village.record import BREAKDOWNS as VILLAGE_BREAKDOWNS

# How many values a field stands for, where it is more than one: a count meets every record of its list.
VALUES: Mapping[str, int] = {
    "total_count": 20,
    "statistics": 10,
    "statistics_by_period": 10,
    "compliance": 50,
    "village_record": 50,
    "checklist": 50,
}
# What stands for as many of each of its list.
OF_EACH = frozenset({"statistics_by_period"})
# The arguments that say one by one what a list is of.
LISTED = ("ids", "periods")
# The length of lists without a page size; of introspection's lists, as they are in this schema.
LENGTHS: Mapping[str, int] = {
    "ancestors": 4,
    **{name: len(of) for name, (of, _) in VILLAGE_BREAKDOWNS.items()},
    "compliance": 25,
    "checklist": 25,
    "types": 150,
    "fields": 5,
    "input_fields": 2,
    "enum_values": 2,
    **{name: len(breakdown.breakdown.values) for name, breakdown in BREAKDOWNS.items()},
    **{one.name: one.most for kind in KINDS for rule in rules_of(kind) for one in rule.payload if one.most},
}
# Introspection is answered value by value, in Python.
INTROSPECTED = 20

PARTS_OF_FIELDS: Mapping[str, int] = {
    "page_info": 4,
    "total_count": 5,
    "hidden_fields": 3,
    "statistics": 9,
    "statistics_by_period": 13,
}
PARTS_OF_RECORD, PARTS_OF_CONNECTION, PARTS_OF_BREAKDOWN = 3, 14, 10


@dataclass(frozen=True, slots=True)
class Times:
    """How often something occurs at most: so many times a row of each of the lists, by their sources."""

    count: int = 1
    lists: tuple[int, ...] = ()


@dataclass(slots=True)
class Cost:
    """What was added up so far: values by the lists that they are in, and parts."""

    values: Counter[tuple[int, ...]] = field(default_factory=Counter)
    parts: int = 0
    bare: set[str] = field(default_factory=set)
    arguments: dict[int, Arguments] = field(default_factory=dict)

    def add(self, selections: Iterable[Selection], times: Times) -> None:
        """Adds what is selected of something that occurs so many times."""
        for one in selections:
            at = times_of(one, times) if one.name in OF_EACH else times
            self.values[at.lists] += at.count * VALUES.get(one.name, 1)
            self.parts += PARTS_OF_FIELDS.get(one.name, 1) + parts_of(one)
            if is_list(one):
                self.arguments[one.source] = one.arguments
            # What is asked of several types alike is of whichever it is.
            for below in {id(below): below for below in one.of.values()}.values():
                self.add(below, times_of(one, times))
            self.add_bare(one)

    def add_bare(self, one: Selection) -> None:
        """Adds the kinds of which no more is asked than of any with an id: once, however many fields ask it."""
        bare = {name for name in bare_of(one) if name not in self.bare}
        self.bare |= bare
        self.parts += PARTS_OF_RECORD * len(bare)

    def total(self, arguments: Mapping[int, Arguments]) -> int:
        """The most values that are read where the lists have these arguments."""
        return sum(count * prod(length(arguments[one]) for one in lists) for lists, count in self.values.items())

    def check(self, limits: Limits, arguments: Mapping[int, Arguments]) -> int:
        """The most values that are read. Raises LimitExceeded."""
        total = self.total(arguments)
        limits.check("cost", total)
        return total


def cost_of(selections: Iterable[Selection], limits: Limits) -> Cost:
    """What the selections may read, whatever the sizes. Raises LimitExceeded for the sizes they have, and the parts."""
    cost = Cost()
    cost.add(selections, Times())
    cost.check(limits, cost.arguments)
    limits.check("parts", cost.parts)
    return cost


def parts_of(one: Selection) -> int:
    if one.paged:
        return PARTS_OF_CONNECTION
    if one.name in BREAKDOWNS:
        return PARTS_OF_BREAKDOWN
    return PARTS_OF_RECORD * sum(type_ in RECORDS for type_ in one.of.keys() - bare_of(one))


def bare_of(one: Selection) -> set[str]:
    """The kinds that a field of any kind asks no more of than of any."""
    return {name for name, below in one.of.items() if is_bare(below)} if one.name in (NODE, NODES) else set()


def times_of(one: Selection, times: Times) -> Times:
    """How often what is below it occurs."""
    if is_list(one):
        return Times(times.count, (*times.lists, one.source))
    if one.name == "__schema":
        return Times(times.count * INTROSPECTED, times.lists)
    # Most types are wrapped in nothing, and few in more than a list.
    count = times.count * LENGTHS.get(one.name, 1) if one.name != "of_type" else (times.count + 1) // 2
    return Times(count, times.lists)


def is_list(one: Selection) -> bool:
    """Whether it is as long as its arguments say."""
    return one.paged or any(name in one.arguments for name in LISTED)


def length(arguments: Arguments) -> int:
    """The length of a list that is asked for; one out of bounds is refused where the page is made."""
    listed = next((arguments[name] for name in LISTED if name in arguments), None)
    size = arguments.get("first") or arguments.get("last") if listed is None else len(listed)
    return min(max(size or DEFAULT_SIZE, 1), LARGEST_SIZE)
