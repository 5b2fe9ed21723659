"""The encrypted columns of a table: written as ciphertext, with hashes beside those that are searched by equality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from tenants import normal_form
from tenants.encryption.keys import DecryptionError, Keys
from tenants.metadata import Sensitive

Columns = Mapping[str, Any]

# The canonical spelling under which values are found, however they were written.
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "identity_number": normal_form.normalize_number,
    "volunteer_number": normal_form.normalize_number,
    "phone": normal_form.normalize_phone,
}


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A value to be found by its hash; its repr shows only the column."""

    table: str
    column: str
    value: str = field(repr=False)


@cache
def sensitive_columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, Sensitive))


def associated_data(table: str, column: str, key: object) -> str:
    """What a ciphertext is bound to: with anything else it cannot be decrypted."""
    return f"{table}.{column}:{key}"


def encrypt_columns(keys: Keys, table: Table, key: UUID, columns: Columns) -> dict[str, Any]:
    """The columns of a row, with the sensitive ones encrypted and their hashes added."""
    written = dict(columns)
    for name in sensitive_columns(table):
        if name in columns:
            value = columns[name]
            written[name] = None if value is None else keys.encrypt(associated_data(table.name, name, key), value)
            if hash_column(name) in table.columns:
                written[hash_column(name)] = (
                    None if value is None else hash_term(keys, SearchTerm(table.name, name, value))
                )
    return written


def without_unchanged(keys: Keys, table: Table, kept: Columns, columns: Columns) -> dict[str, Any]:
    """The columns without unchanged sensitive ones: encrypted again, they would count as changed."""
    unchanged = {
        name
        for name in sensitive_columns(table)
        if name in columns and decrypts_to(keys, table, kept, name, columns[name])
    }
    return {name: value for name, value in columns.items() if name not in unchanged}


def decrypts_to(keys: Keys, table: Table, kept: Columns, name: str, value: str | None) -> bool:
    if kept[name] is None or value is None:
        return kept[name] is value
    try:
        return keys.decrypt(associated_data(table.name, name, kept["id"]), kept[name]) == value
    except DecryptionError:
        return False


def hash_column(column: str) -> str:
    return f"{column}_hash"


def hash_term(keys: Keys, sought: SearchTerm) -> bytes:
    """The hash of the value in its canonical spelling."""
    return keys.hash(f"{sought.table}.{sought.column}", SPELLINGS[sought.column](sought.value))
