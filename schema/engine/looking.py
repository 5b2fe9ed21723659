"""How many records an operation looks through, to count them or to find some by a filter; known before it runs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from schema.engine.times import PAGES, Times, times_in, times_of
from tenants.catalogue.records import RECORDS
from tenants.division import TenantLevel, level_of
from tenants.reading.selection import Arguments, Selection

# Of so many records one looks through in the time in which one reads and writes a value.
RECORDS_A_VALUE = 4
# A list in an order that no index has works out a value of each record that it may hold.
WORKED_OUT = RECORDS_A_VALUE
# The largest tenant of a level has about one in so many of the records of a province.
ONE_IN: Mapping[TenantLevel, int] = {
    TenantLevel.PROVINCE: 1,
    TenantLevel.CITY: 4,
    TenantLevel.COUNTY: 25,
    TenantLevel.TOWNSHIP: 150,
    TenantLevel.VILLAGE: 1000,
}
TENANT, TENANTS = "Tenant", "tenants"
# From a tenant to those below it, each of which is met once: what they count adds up to what it counts.
DOWN = PAGES | {"node", "branches"}


@dataclass(frozen=True, slots=True)
class Reach:
    """How far lists go: the rows of each table, as far as they are known, and the tenant that is acted for."""

    sizes: Mapping[str, int]
    code: int | None

    def records(self, table: str, code: object) -> int:
        """About how many rows of the table may be in the range of a tenant, or in one's own."""
        one_in = [ONE_IN[level_of(one)] for one in (self.code, code) if isinstance(one, int)]
        return self.sizes.get(table, 0) // max(one_in, default=1)


NOTHING_KNOWN = Reach({}, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a selection stands: below which type, how often that occurs, and how often a record is in its range.

    The two differ below a list of tenants. `tenant` is the source of the field that names the tenant, if one does.
    """

    type: str | None
    times: Times
    ranges: Times
    tenant: int | None = None

    def below(self, one: Selection, type_: str) -> "Place":
        times = times_of(one, self.times)
        if self.type is None and one.name == TENANTS:
            # Each record is in the range of a tenant of every level.
            return Place(type_, times, Times(len(TenantLevel)))
        if self.type is not None and one.name in DOWN:
            return replace(self, type=type_, times=times)
        return Place(type_, times, times, one.source if one.name == "tenant" and "code" in one.arguments else None)


ROOT = Place(None, Times(), Times())


@dataclass(slots=True)
class Looks:
    """How often each table is looked through: by the lists that this is in, and the field that names the tenant."""

    through: Counter[tuple[str, tuple[int, ...], int | None]] = field(default_factory=Counter)

    def add(self, selections: Sequence[Selection], place: Place = ROOT) -> None:
        for one in selections:
            if one.paged and place.type in (None, TENANT):
                self.add_list(one, place)
            for type_, below in one.of.items():
                self.add(below, place.below(one, type_))

    def add_list(self, one: Selection, place: Place) -> None:
        """Adds a list of what the range of a tenant holds."""
        record = RECORDS.get(one.type.removesuffix("Connection"))
        is_counted = any(below.name == "total_count" for below in one.below)
        is_filtered = any(value is not None for value in (one.arguments.get("filter") or {}).values())
        if record:
            key = (record.table.name, place.ranges.lists, place.tenant)
            by = record.orders.get(str(one.arguments.get("order")).rpartition("_")[0])
            worked_out = WORKED_OUT if by and by.worked_out else 0
            self.through[key] += place.ranges.count * (is_counted + is_filtered + worked_out)

    def total(self, arguments: Mapping[int, Arguments], reach: Reach) -> int:
        """What it is worth, in values, where the lists have these arguments."""
        if not reach.sizes:
            return 0
        looked = 0
        for (table, lists, tenant), count in self.through.items():
            code = None if tenant is None else arguments[tenant].get("code")
            looked += count * times_in(lists, arguments) * reach.records(table, code)
        return looked // RECORDS_A_VALUE
