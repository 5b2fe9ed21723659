"""Which records in memory meet a condition, and how they are ordered and paged: what a client may ask of a list."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tenants import normal_form
from tenants.records.kinds import BY_NAME
from tests.schema.engine.memory import NEVER_FIRST, Record, ordered_texts, today


def snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)


def is_found_by(record: Record, name: str, text: str) -> bool:
    if name.endswith("Contains"):
        of_person = record.kind in ("Child", "CaringMother") and name == "nameContains"
        normal = normal_form.normalize_name if of_person else normal_form.normalize_line
        return normal(text) in (record[snake(name.removesuffix("Contains"))] or "")
    kept = record[snake(name)]
    return kept is not None and one_spelling(name, kept) == one_spelling(name, text)


def one_spelling(name: str, text: str) -> str:
    """How a value is spelled wherever it is the same."""
    bare = "".join(text.split())
    if name in ("identityNumber", "volunteerNumber"):
        return bare.upper()
    digits = bare.replace("-", "").removeprefix("+")
    return digits[2:] if digits.startswith("86") and len(digits) == 13 else digits


def has(record: Record, name: str, value: Any) -> bool:  # noqa: ANN401  # any input
    """Whether the record meets a condition on a column that is never hidden."""
    if name in WORKED_OUT:
        return WORKED_OUT[name](record) is value
    if record.kind == "FileOpening" and name == "open":
        return bool(holds(record) == value)
    if name in ("closed", "open"):
        closing = BY_NAME[record.kind].closing if record.kind in BY_NAME else None
        is_over = record[closing.day if closing else "closed_on"] is not None
        return is_over == (value if name == "closed" else not value)
    if isinstance(value, Mapping):
        found = (record["at"] + timedelta(hours=8)).date() if name == "day" else record[snake(name)]
        return lies_within(found, value)
    found = str(record[f"{name}_id"]) if name in ("record", "user") else record[snake(name)]
    return found in value if isinstance(value, list) else bool(found == value)


def lies_within(found: Any, range_: Mapping[str, Any]) -> bool:  # noqa: ANN401  # any value that has an order
    """Whether a value is neither before the first nor after the last."""
    ends = {end: as_a(type(found), value) for end, value in range_.items() if value is not None}
    if found is None:
        return not ends
    return bool(ends.get("from", found) <= found <= ends.get("to", found))


def as_a(type_: type, text: Any) -> Any:  # noqa: ANN401  # the value that a scalar stands for
    of: Mapping[type, Callable[[Any], Any]] = {
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
        Decimal: Decimal,
    }
    return of.get(type_, lambda value: value)(text)


def holds(opening: Record) -> bool:
    return opening["closed_at"] is None and bool(opening["expires_at"] > datetime.now(UTC))


def is_targeted(child: Record) -> bool:
    return not any(days.upper is None for days in child["untargeted_on"])


def standing_of(need: Record) -> str:
    if need["settled_on"] is not None:
        return "DONE" if need["outcome"] == "MET" else "NOT_APPLICABLE"
    return "OVERDUE" if need["due_on"] is not None and need["due_on"] < today() else "DUE"


def is_late(measure: Record) -> bool:
    missed = measure["due_on"] < (measure["closed_on"] or today())
    return bool(missed and measure["closed_reason"] != "ENTERED_IN_ERROR")


def place(record: Record, order: str) -> tuple[Any, ...]:
    by, _, way = order.rpartition("_")
    if by == "ID":
        return (record.key,)
    column = by.lower()
    value = record[f"{column}_rank" if column in ordered_texts(record.kind) else column]
    # What has no value there comes last, also where all is turned round; but what never happened, before all that did.
    is_beyond = value is not None if by in NEVER_FIRST else (value is None) == (way == "ASC")
    return (is_beyond, 0 if value is None else value, record.key)


def cursor_of(record: Record, order: str) -> str:
    by = order.rpartition("_")[0].lower()
    # The column of an order by words or by money is one of its own.
    key = f"{by}_key"
    value = None if by == "id" else record[key if key in record.columns else by]
    shown = None if value is None else str(value).replace("+00:00", "+00")
    values = [record.key] if by == "id" else [shown, record.key]
    return base64.b64encode(json.dumps([order, *values], ensure_ascii=False).encode()).decode()


# What no column holds.
WORKED_OUT: Mapping[str, Callable[[Record], bool]] = {
    "overdue": lambda need: standing_of(need) == "OVERDUE",
    "late": is_late,
    "pairingTarget": is_targeted,
}
