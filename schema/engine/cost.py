"""The cost of a selection, known before it runs: what it may read and look through, and the parts of its statement."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schema.engine.limits import Limits
from schema.engine.looking import NOTHING_KNOWN, Looks, Reach
from schema.engine.times import PAGES, Times, is_list, times_in, times_of
from tenants.catalogue.records import RECORDS
from tenants.reading.nodes import NODE, NODES, is_bare
from tenants.reading.selection import Arguments, Selection
from tenants.statistics.indicators import BREAKDOWNS

# How many values a field stands for, where it is more than one.
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
PARTS_OF_FIELDS: Mapping[str, int] = {
    "page_info": 4,
    "total_count": 5,
    "hidden_fields": 3,
    "statistics": 9,
    "statistics_by_period": 13,
}
PARTS_OF_RECORD, PARTS_OF_CONNECTION, PARTS_OF_BREAKDOWN = 3, 14, 10


@dataclass(slots=True)
class Cost:
    """What was added up so far: values by the lists that they are in, and parts."""

    values: Counter[tuple[int, ...]] = field(default_factory=Counter)
    parts: int = 0
    bare: set[str] = field(default_factory=set)
    arguments: dict[int, Arguments] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)

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
                self.add([each for each in below if not one.paged or each.name in PAGES], times_of(one, times))
                self.add([each for each in below if one.paged and each.name not in PAGES], times)
            self.add_bare(one)

    def add_bare(self, one: Selection) -> None:
        """Adds the kinds of which no more is asked than of any with an id: once, however many fields ask it."""
        bare = {name for name in bare_of(one) if name not in self.bare}
        self.bare |= bare
        self.parts += PARTS_OF_RECORD * len(bare)

    def total(self, arguments: Mapping[int, Arguments], reach: Reach = NOTHING_KNOWN) -> int:
        """The most values that are read where the lists have these arguments, and what is looked through for them."""
        read = sum(count * times_in(lists, arguments) for lists, count in self.values.items())
        return read + self.looks.total(arguments, reach)

    def check(self, limits: Limits, arguments: Mapping[int, Arguments], reach: Reach = NOTHING_KNOWN) -> int:
        """The same. Raises LimitExceeded."""
        total = self.total(arguments, reach)
        limits.check("cost", total)
        return total


def cost_of(selections: Sequence[Selection], limits: Limits) -> Cost:
    """What the selections may read, whatever the sizes. Raises LimitExceeded for the sizes they have, and the parts."""
    cost = Cost()
    cost.add(selections, Times())
    cost.looks.add(selections)
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
    if one.name not in (NODE, NODES):
        return set()
    return {name for name, below in one.of.items() if name in RECORDS and is_bare(below)}
