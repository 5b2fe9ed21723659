"""Encrypted values on their way out: marked in the database's JSON as no text can be, and decrypted in the answer."""

import logging
import re
from typing import Any

import orjson
from sqlalchemy import JSON, ColumnElement, Text, cast

from tenants.encryption.keys import DecryptionError, Keys
from tenants.reading.json import literal

log = logging.getLogger("circle.encryption")

# Inside a JSON string every quote is escaped, and no key of an answer holds an "@": only marks look like this.
MARK = re.compile(r'\{"@":"([^:"]+:[^:"]+):([^"]+)"\}')


def mark(column: ColumnElement[str], key: ColumnElement[Any], value: ColumnElement[str]) -> ColumnElement[Any]:
    """An encrypted value with its associated data, as JSON to be decrypted; null where it is null."""
    parts = (literal('{"@":"'), column, literal(":"), cast(key, Text), literal(":"), cast(value, Text), literal('"}'))
    text, *rest = parts
    for part in rest:
        text = text + part
    return cast(text, JSON)


def decrypt_marks(keys: Keys, text: str) -> str:
    """The JSON with each mark replaced by its value. Raises DecryptionError, which is logged without the value."""

    def value(found: re.Match[str]) -> str:
        return orjson.dumps(keys.decrypt(found[1], found[2])).decode()

    try:
        return MARK.sub(value, text)
    except DecryptionError as broken:
        log.error("%s cannot be decrypted with any of the keys %s", broken, ", ".join(keys.ids))  # noqa: TRY400  # no more to say
        raise
