"""Classes of protection: kinds that the same people may read and write, and how far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tenants.access.reach import Reach
from tenants.reading.record import Expression

Reaches = Mapping[Reach, Expression]


def none_of_its_own(_: str) -> Reaches:
    return {}


@dataclass(frozen=True, slots=True)
class Protection:
    """A class by its name in the policy, where it is a resource, and in the database, in capitals.

    `hides`: some may locate such a record and not open it. `reaches` gives the reaches that are no range of tenants,
    by the column that names whom the record is about.
    """

    name: str
    hides: bool = False
    reaches: Callable[[str], Reaches] = none_of_its_own
