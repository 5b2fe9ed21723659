"""Classes of protection: kinds that the same people may read and write, and how far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tenants.access.scope import Scope
from tenants.reading.record import Expression

ScopeConditions = Mapping[Scope, Expression]


def no_conditions(_: str) -> ScopeConditions:
    return {}


@dataclass(frozen=True, slots=True)
class Protection:
    """A class by its name in the policy, where it is a resource, and in the database, in capitals.

    `hides`: some see only the summary of such a record. `scopes` gives the conditions of scopes that are no range,
    by the column that names whom the record is about.
    """

    name: str
    hides: bool = False
    scopes: Callable[[str], ScopeConditions] = no_conditions
