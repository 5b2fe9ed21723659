"""The keys of the tests, and rows as they are written and read with them."""

from collections.abc import Mapping
from typing import Any

from tenants.catalogue.records import RECORDS
from tenants.encryption.columns import associated_data, encrypt_columns, sensitive_columns
from tenants.encryption.keys import Keys
from tenants.history.exposed import ENCRYPTED_TABLES

KEYS = Keys({"tests": b"the key that seals in the tests."}, b"the key that finds in the tests.")
TABLES = {record.table.name: record.table for record in RECORDS.values()}

Row = Mapping[str, Any]


def encrypted(table: str, row: Row) -> dict[str, Any]:
    """A row as the application, or the history's trigger, writes it."""
    place = changed_place(row) if table == "change_values" else None
    if place:
        # As the application does, the empty text, too.
        values = {name: row[name] for name in ("before", "after") if row[name] is not None}
        return {**row, **{name: KEYS.encrypt(place, value) for name, value in values.items()}}
    return encrypt_columns(KEYS, TABLES[table], row["id"], row) if table in TABLES else dict(row)


def opened(table: str, row: Row) -> dict[str, Any]:
    """A row of the database with nothing encrypted in it."""
    place = changed_place(row) if table == "change_values" else None
    if place:
        return {**row, **{name: row[name] and KEYS.decrypt(place, row[name]) for name in ("before", "after")}}
    names = sensitive_columns(TABLES[table]) if table in TABLES else ()
    return {
        **row,
        **{name: row[name] and KEYS.decrypt(associated_data(table, name, row["id"]), row[name]) for name in names},
    }


def changed_place(change: Row) -> str | None:
    """Where the changed value of an encrypted column is kept; None for any other."""
    table = next((table for kind, table in ENCRYPTED_TABLES.items() if kind == change["kind"]), None)
    if table is None or change["field"] not in sensitive_columns(table):
        return None
    return associated_data(table.name, change["field"], change["record_id"])
