"""Searches: whoever is found by what only an opened file shows was looked up in it, and that is an opening, too."""

from collections.abc import Sequence

from tenants.access.catalogue import Role
from tenants.access.reach import Verb
from tenants.reading.names import camel
from tenants.reading.opening import Place
from tenants.reading.record import Depth, Record, Subject
from tenants.reading.selection import Selection

# The members of a list that hold the marks of those on the page, and of those a count tells of.
FOUND, COUNTED = "@found", "@counted"
# A larger count points at nobody.
NAMED_BY_A_COUNT = 20


def places_of(role: Role, record: Record, selection: Selection) -> Sequence[tuple[Subject, Place]]:
    """Where a list opens files by its filters alone: of which persons, by which filters; empty where it does not."""
    given = selection.arguments.get("filter") or {}
    names = [name for name, value in given.items() if value is not None]
    sought = tuple(sorted(camel(name) for name in names if record.filters[name].depth is Depth.OPENED))
    if not sought or not role.reach(record.single, Verb.OPEN):
        return ()
    return [(subject, Place(subject.kind, sought)) for subject in record.subjects]
