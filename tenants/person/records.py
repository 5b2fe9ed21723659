"""What is held on a person, from the kinds' declarations: whose a record is, and what of it says who she was."""

from collections.abc import Iterator
from typing import get_origin

from tenants.encryption.columns import hash_column
from tenants.kinds.field import Field, Source
from tenants.kinds.kind import Kind
from tenants.kinds.table import column_name
from tenants.reading.record import View
from tenants.records.kinds import KINDS


def kind_of(person: str) -> Kind:
    """The kind of the file itself."""
    return next(kind for kind in KINDS if kind.about and kind.about.kind == person == kind.code)


# A child's file, and those that were merged into it: of a Caring Mother there is one.
FILES = {"CHILD": "$1 in (id, merged_into_id)", "CARING_MOTHER": "id = $1"}


def kinds_about(person: str) -> Iterator[tuple[Kind, str]]:
    """The kinds whose records are the person's, and the column that names her; without the file itself."""
    for kind in KINDS:
        if kind.about and kind.about.kind == person and kind.about.key != "id":
            yield kind, kind.about.key


def kinds_naming(person: str) -> Iterator[tuple[Kind, str]]:
    """The kinds whose records are somebody else's and name the person, and the column that does."""
    own = kind_of(person)
    for kind in KINDS:
        about = kind.about.kind if kind.about else None
        references = (one.reference for one in kind.fields.values() if one.reference)
        if about not in (None, person):
            yield from ((kind, named.column) for named in references if named.kind == own.name)


def erased_values(kind: Kind) -> str:
    """As SQL, all texts emptied, and of what else only those see who open the record, what says who it was."""
    given = ((name, one) for name, one in kind.columns.items() if one.source is Source.GIVEN)
    return ", ".join(f"{column} = {value}" for name, one in given for column, value in empty_values(kind, name, one))


def empty_values(kind: Kind, name: str, one: Field) -> Iterator[tuple[str, str]]:
    if one.erased:
        yield name, one.erased
    elif get_origin(one.type) is list:
        yield name, "'{}'"
    elif one.type is str or (kind.view_of(name) is View.FULL and one.in_forms):
        yield column_name(name, one), "''" if one.required else "null"
    if one.hashed:
        yield hash_column(name), "null"


def hidden_columns(kind: Kind) -> list[str]:
    """The columns that only those see who open a record."""
    return [column_name(name, one) for name, one in kind.columns.items() if kind.view_of(name) is View.FULL]
