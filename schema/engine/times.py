"""How often something of a selection occurs at most: the lists that it is in, and how long they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from tenants.reading.page import DEFAULT_SIZE, LARGEST_SIZE
from tenants.reading.selection import Arguments, Selection
from tenants.records.kinds import KINDS
from tenants.records.rules import rules_of
from tenants.statistics.indicators import BREAKDOWNS
from tenants.village.record import BREAKDOWNS as VILLAGE_BREAKDOWNS

# The arguments that say one by one what a list is of.
LISTED = ("ids", "periods")
# What a connection has of each of its rows.
PAGES = frozenset({"nodes", "edges"})
# The length of lists without a page size; of introspection's lists, as they are in this schema.
LENGTHS: Mapping[str, int] = {
    "ancestors": 4,
    **{name: len(of) for name, (of, _, _) in VILLAGE_BREAKDOWNS.items()},
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


@dataclass(frozen=True, slots=True)
class Times:
    """How often something occurs at most: so many times a row of each of the lists, by their sources."""

    count: int = 1
    lists: tuple[int, ...] = ()


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


def times_in(lists: Iterable[int], arguments: Mapping[int, Arguments]) -> int:
    """How often something in these lists, one in the other, occurs where they have these arguments."""
    return prod(length(arguments[one]) for one in lists)


def length(arguments: Arguments) -> int:
    """The length of a list that is asked for; one out of bounds is refused where the page is made."""
    listed = next((arguments[name] for name in LISTED if name in arguments), None)
    size = arguments.get("first") or arguments.get("last") if listed is None else len(listed)
    return min(max(size or DEFAULT_SIZE, 1), LARGEST_SIZE)
