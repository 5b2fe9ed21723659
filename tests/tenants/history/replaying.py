"""What changed, told in Python from the rows before and after; and the history told backward from the rows that are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from tenants.records.kinds import KINDS
from tests.tenants.statistics.recount import Rows

CODES = {kind.plural: kind.code for kind in KINDS if kind.history}
# What other columns or other records decide, or the change itself tells.
DERIVED = {
    *("version", "created_at", "created_by", "updated_at", "updated_by", "state", "paired", "paired_on"),
    *("balance", "fund", "fund_code", "first_of", "counted_in", "spent"),
    *("stays", "handed_over", "cleared_on", "trained_on", "training_days", "identity_number_hash", "phone_hash"),
    *("volunteer_number_hash", "name_key", "budget_key", "amount_key"),
}

# What records of their own say, which have a history each.
FOLLOWING = {
    "children": {
        *("category", "category_source", "category_since", "category_history", "risk_level", "risk_history"),
        "untargeted_on",
    }
}

Key = tuple[str, UUID]
Texts = Mapping[str, str | None]
Told = Mapping[str, tuple[str | None, str | None]]


def text_of(value: object) -> str | None:
    """A column's value as the history holds it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def records_of(rows: Rows) -> Mapping[Key, Texts]:
    """Every record, with those of its columns that have a history, as text."""
    return {
        (CODES[table], row["id"]): {
            name: text_of(value) for name, value in row.items() if name not in DERIVED | FOLLOWING.get(table, set())
        }
        for table, of_table in rows.items()
        for row in of_table
    }


def told(before: Mapping[Key, Texts], after: Mapping[Key, Texts]) -> Mapping[Key, Told]:
    """What a history has to say of one act; of a record that is new it says nothing."""
    changed = {key: differences(was, after.get(key, {})) for key, was in before.items()}
    return {key: fields for key, fields in changed.items() if fields}


def differences(was: Texts, becomes: Texts) -> Told:
    return {name: (value, becomes.get(name)) for name, value in was.items() if value != becomes.get(name)}


async def written(owner: asyncpg.Connection) -> list[tuple[Key, Mapping[str, Any], Told]]:
    """The history as it was written, oldest first: of which record, the change, its values."""
    values: dict[UUID, dict[str, tuple[str | None, str | None]]] = {}
    for row in await owner.fetch("select * from change_values"):
        values.setdefault(row["change_id"], {})[row["field"]] = (row["before"], row["after"])
    changes = await owner.fetch("select * from changes order by id")
    return [((change["kind"], change["record_id"]), change, values.get(change["id"], {})) for change in changes]


def backward(row: Texts, history: Iterable[Told]) -> Texts:
    """The row as it was before a history, newest first, in which every change begins where the next one ends."""
    was = dict(row)
    for fields in history:
        for name, (before, after) in fields.items():
            assert was.get(name) == after, name
            was[name] = before
    return was


def of_record(key: Key, history: Sequence[tuple[Key, Mapping[str, Any], Told]]) -> list[Told]:
    """The changes of one record, newest first."""
    return [fields for of, _, fields in reversed(history) if of == key]
