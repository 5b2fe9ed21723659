"""Disclosures: the objects of an answer that show what only the full view shows are marked in its JSON by whose it is.

A mark is the last member of its object, under a key that holds an "@", as no name of GraphQL does. In a JSON string
every quote is escaped, so nothing that somebody wrote looks like one. The statement logs what its own marks say, and so
exactly what is shown; they are taken out before it is answered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, cast

from tenants.reading.json import literal
from tenants.reading.names import camel
from tenants.reading.record import Record, Subject, View
from tenants.reading.selection import Selection

MARK = re.compile(r', ?"@\w+" ?: ?(?:null|"[0-9a-f-]{36}:\d+"|\[[^]]*\])')


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a statement shows of files in full: of which kind of person, and which fields."""

    kind: str
    fields: tuple[str, ...]


def disclosure_of(record: Record, subject: Subject, selections: Sequence[Selection]) -> Disclosure | None:
    """What an object of these fields discloses; None where it shows only what the summary shows."""
    names = {one.name for one in selections if one.name in record.fields}
    fields = sorted(camel(name) for name in names if record.fields[name].view is View.FULL)
    if not fields:
        return None
    own = subject.key == record.key and subject.named is None
    return Disclosure(subject.kind, tuple(fields if own else (f"{camel(record.single)}.{name}" for name in fields)))


def subject_of(record: Record, subject: Subject, row: FromClause) -> ColumnElement[Any]:
    if subject.named:
        return subject.named(row)
    return cast(row.c[subject.key], Text) + literal(":") + cast(row.c[record.tenant_column], Text)


def strip_marks(text: str) -> str:
    return MARK.sub("", text)
