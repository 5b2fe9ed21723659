"""The cost of a selection, known before it runs: the values it may read, and the parts of its statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schema.engine.limits import Limits
from tenants.catalogue import RECORDS
from tenants.reading.page import DEFAULT_SIZE, LARGEST_SIZE
from tenants.reading.selection import Arguments, Selection
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of

# Relay: a type whose name ends so is one.
CONNECTION = "Connection"
NODE = "node"

# How many values a field stands for, where it is more than one: a count meets every record of its list.
VALUES: Mapping[str, int] = {"total_count": 20, "statistics": 10}
# The length of lists without a page size; of introspection's lists, as they are in this schema.
LENGTHS: Mapping[str, int] = {
    "ancestors": 4,
    "types": 150,
    "fields": 5,
    "input_fields": 2,
    "enum_values": 2,
    **{one.name: one.most for kind in KINDS for rule in rules_of(kind) for one in rule.payload if one.most},
}
BREAKDOWN, BREAKDOWN_LENGTH = "Count", 10
# Introspection is answered value by value, in Python.
INTROSPECTED = 20

PARTS_OF_FIELDS: Mapping[str, int] = {"page_info": 4, "total_count": 5, "hidden_fields": 3}
PARTS_OF_RECORD, PARTS_OF_CONNECTION, PARTS_OF_STATISTICS, PARTS_OF_BREAKDOWN = 3, 14, 8, 10


@dataclass(slots=True)
class Cost:
    """What was added up so far."""

    values: int = 0
    parts: int = 0

    def add(self, selections: Iterable[Selection], times: int) -> None:
        """Adds what is selected of something that occurs at most so many times."""
        for one in selections:
            self.values += times * VALUES.get(one.name, 1)
            self.parts += PARTS_OF_FIELDS.get(one.name, 1)
            for type_, below in one.of.items():
                self.parts += parts_of(type_)
                self.add(below, times_of(type_, one, times))


def cost_of(selections: Iterable[Selection], limits: Limits) -> int:
    """The most values the selections may read. Raises LimitExceeded."""
    cost = Cost()
    cost.add(selections, 1)
    limits.check("cost", cost.values)
    limits.check("parts", cost.parts)
    return cost.values


def parts_of(type_: str) -> int:
    if type_ in RECORDS:
        return PARTS_OF_RECORD
    if type_.endswith(CONNECTION):
        return PARTS_OF_CONNECTION
    if type_.endswith(BREAKDOWN):
        return PARTS_OF_BREAKDOWN
    return PARTS_OF_STATISTICS if type_ == "Statistics" else 0


def times_of(type_: str, selection: Selection, times: int) -> int:
    if type_.endswith(CONNECTION):
        return times * page_size(selection.arguments)
    if type_.endswith(BREAKDOWN):
        return times * BREAKDOWN_LENGTH
    if selection.name == "__schema":
        return times * INTROSPECTED
    # Most types are wrapped in nothing, and few in more than a list.
    return times * LENGTHS.get(selection.name, 1) if selection.name != "of_type" else (times + 1) // 2


def page_size(arguments: Arguments) -> int:
    """The size asked for; one out of bounds is refused where the page is made."""
    size = arguments.get("first") or arguments.get("last") or DEFAULT_SIZE
    return min(max(size, 1), LARGEST_SIZE)
