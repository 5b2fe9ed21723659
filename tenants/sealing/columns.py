"""The sealed columns of a table: written as ciphertext, with hashes beside those that are searched by equality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from tenants import normal_form
from tenants.metadata import Sensitive
from tenants.sealing.keys import BrokenSeal, Keys

Columns = Mapping[str, Any]

# The canonical spelling under which values are found, however they were written.
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "identity_number": normal_form.identity_number,
    "phone": normal_form.phone,
}


@dataclass(frozen=True, slots=True)
class Sought:
    """A value to be found by its hash; its repr shows only the column."""

    table: str
    column: str
    value: str = field(repr=False)


@cache
def sensitive_columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, Sensitive))


def place_of(table: str, column: str, key: object) -> str:
    """The place of a value, outside of which its ciphertext does not open."""
    return f"{table}.{column}:{key}"


def seal(keys: Keys, table: Table, key: UUID, columns: Columns) -> dict[str, Any]:
    """The columns of a row, with the sensitive ones sealed and their hashes added."""
    written = dict(columns)
    for name in sensitive_columns(table):
        if name in columns:
            value = columns[name]
            written[name] = None if value is None else keys.seal(place_of(table.name, name, key), value)
            if hash_of(name) in table.columns:
                written[hash_of(name)] = None if value is None else digest(keys, Sought(table.name, name, value))
    return written


def without_unchanged(keys: Keys, table: Table, kept: Columns, columns: Columns) -> dict[str, Any]:
    """The columns without unchanged sensitive ones: sealed again, they would count as changed."""
    unchanged = {
        name
        for name in sensitive_columns(table)
        if name in columns and opens_to(keys, table, kept, name, columns[name])
    }
    return {name: value for name, value in columns.items() if name not in unchanged}


def opens_to(keys: Keys, table: Table, kept: Columns, name: str, value: str | None) -> bool:
    if kept[name] is None or value is None:
        return kept[name] is value
    try:
        return keys.open(place_of(table.name, name, kept["id"]), kept[name]) == value
    except BrokenSeal:
        return False


def hash_of(column: str) -> str:
    return f"{column}_hash"


def digest(keys: Keys, sought: Sought) -> bytes:
    """The hash of the value in its canonical spelling."""
    return keys.digest(f"{sought.table}.{sought.column}", SPELLINGS[sought.column](sought.value))
