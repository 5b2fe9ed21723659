"""Searches: whom a list by hidden values tells about, shown or absent, was looked up, and that is a disclosure, too."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast

from tenants.access.policy import Role
from tenants.access.scope import Verb
from tenants.database.actor_sql import LOW
from tenants.reading.disclosure import Disclosure
from tenants.reading.json import literal
from tenants.reading.names import camel
from tenants.reading.page import Page
from tenants.reading.record import Record, Subject, View

# The members of a list that hold the marks of those on the page, of those a count tells of, and of those it may show.
FOUND, COUNTED, TOLD = "@found", "@counted", "@told"
# What of a list tells where in its order a record is.
PLACES = {"nodes", "edges", "page_info"}
# Of more than these it is logged that they were searched, by what, and by whom; a larger count points at nobody.
MOST_NAMED = 20
# Whose mark says that more were searched than are named.
NOBODY = UUID(int=0)


def hidden_filters(record: Record, page: Page) -> frozenset[str]:
    """The client's filters by what only the full view shows."""
    given = page.selection.arguments.get("filter") or {}
    return frozenset(name for name, one in given.items() if one is not None and record.filters[name].view is View.FULL)


def is_hidden_order(page: Page) -> bool:
    """Whether the order goes by what only the full view shows: a page of it is a search by a range."""
    return page.by is not None and page.by.view is View.FULL


def search_disclosures(role: Role, record: Record, page: Page) -> Sequence[tuple[Subject, Disclosure]]:
    """What a list discloses by filters and order alone: of which persons, by which fields; empty where it does not."""
    in_order = is_hidden_order(page) and {one.name for one in page.selection.below} & PLACES
    ordered = {page.order.rpartition("_")[0].lower()} if in_order else set[str]()
    sought = tuple(sorted(map(camel, hidden_filters(record, page) | ordered)))
    if not sought or not role.scopes(record.single, Verb.VIEW_FULL):
        return ()
    return [(subject, Disclosure(subject.kind, sought)) for subject in record.subjects]


def searched() -> ColumnElement[str]:
    """The mark of a search through more than are named, in the range of the grant."""
    return literal(f"{NOBODY}:") + cast(LOW, Text)
