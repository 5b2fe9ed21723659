"""Searches: whoever is found by what only the full view shows was looked up in it, and that is a disclosure, too."""

from collections.abc import Sequence

from tenants.access.policy import Role
from tenants.access.scope import Verb
from tenants.reading.disclosure import Disclosure
from tenants.reading.names import camel
from tenants.reading.record import Record, Subject, View
from tenants.reading.selection import Selection

# The members of a list that hold the marks of those on the page, and of those a count tells of.
FOUND, COUNTED = "@found", "@counted"
# A larger count points at nobody.
NAMED_BY_A_COUNT = 20


def search_disclosures(role: Role, record: Record, selection: Selection) -> Sequence[tuple[Subject, Disclosure]]:
    """What a list discloses by its filters alone: of which persons, by which filters; empty where it does not."""
    given = selection.arguments.get("filter") or {}
    names = [name for name, value in given.items() if value is not None]
    sought = tuple(sorted(camel(name) for name in names if record.filters[name].view is View.FULL))
    if not sought or not role.scopes(record.single, Verb.VIEW_FULL):
        return ()
    return [(subject, Disclosure(subject.kind, sought)) for subject in record.subjects]
