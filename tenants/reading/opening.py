"""Openings: the objects of an answer that show what only an opened file shows are marked in its JSON by whose it is.

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
from tenants.reading.record import Depth, Record, Subject
from tenants.reading.selection import Selection

MARK = re.compile(r', ?"@\w+" ?: ?(?:null|"[0-9a-f-]{36}:\d+"|\[[^]]*\])')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement opens files: of which kind of person, and which fields."""

    kind: str
    fields: tuple[str, ...]


def place_of(record: Record, subject: Subject, selections: Sequence[Selection]) -> Place | None:
    """What an object of these fields opens; None where it shows only what locating shows."""
    names = {one.name for one in selections if one.name in record.fields}
    fields = sorted(camel(name) for name in names if record.fields[name].depth is Depth.OPENED)
    if not fields:
        return None
    own = subject.key == record.key and subject.named is None
    return Place(subject.kind, tuple(fields if own else (f"{camel(record.single)}.{name}" for name in fields)))


def subject_of(record: Record, subject: Subject, row: FromClause) -> ColumnElement[Any]:
    if subject.named:
        return subject.named(row)
    return cast(row.c[subject.key], Text) + literal(":") + cast(row.c[record.tenant_column], Text)


def without_marks(text: str) -> str:
    return MARK.sub("", text)
