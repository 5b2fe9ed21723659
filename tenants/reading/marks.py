"""Sealed values on their way out: marked in the database's JSON as no text can be, and opened in the answer."""

import logging
import re
from typing import Any

import orjson
from sqlalchemy import JSON, ColumnElement, Text, cast

from tenants.reading.json import literal
from tenants.sealing.keys import BrokenSeal, Keys

log = logging.getLogger("circle.sealing")

# Inside a JSON string every quote is escaped, and no key of an answer holds an "@": only marks look like this.
MARK = re.compile(r'\{"@":"([^:"]+:[^:"]+):([^"]+)"\}')


def mark(column: ColumnElement[str], key: ColumnElement[Any], value: ColumnElement[str]) -> ColumnElement[Any]:
    """A sealed value with its place, such as `children.phone` of an id, as JSON to be opened; null where it is null."""
    parts = (literal('{"@":"'), column, literal(":"), cast(key, Text), literal(":"), cast(value, Text), literal('"}'))
    text, *rest = parts
    for part in rest:
        text = text + part
    return cast(text, JSON)


def open_marks(keys: Keys, text: str) -> str:
    """The JSON with each mark replaced by its value. Raises BrokenSeal, which is written down without the value."""

    def value(found: re.Match[str]) -> str:
        return orjson.dumps(keys.open(found[1], found[2])).decode()

    try:
        return MARK.sub(value, text)
    except BrokenSeal as broken:
        log.error("%s is not opened by any of the keys %s", broken, ", ".join(keys.ids))  # noqa: TRY400  # no more to say
        raise
