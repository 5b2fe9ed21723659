"""Cursors: the order and the place of a row in it, opaque to clients and checked when they come back."""

import base64
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, Text, Uuid, cast, func
from sqlalchemy.types import TypeEngine

from tenants.errors import BadRequest
from tenants.hierarchy.division import parse_code
from tenants.reading.json import literal

LARGEST_NUMBER = 2**63 - 1


def parse_number(text: str) -> int:
    """A number in a series. Raises ValueError for one that the database cannot hold."""
    if not 0 <= int(text) <= LARGEST_NUMBER:
        raise ValueError("no number in a series")
    return int(text)


PARSERS: dict[type, Callable[[str], object]] = {
    Uuid: UUID,
    Date: date.fromisoformat,
    Text: str,
    BigInteger: parse_code,
    Integer: parse_number,
}


def cursor_of(order: str, place: list[ColumnElement[Any]]) -> ColumnElement[str]:
    """The row's cursor: base64 of `[order, value, ..., id]`."""
    parts = func.json_build_array(literal(order), *(cast(value, Text) for value in place))
    return func.translate(
        func.encode(func.convert_to(cast(parts, Text), literal("UTF8")), literal("base64")),
        literal("\n"),
        literal(""),
        type_=Text,
    )


def encode_cursor(order: str, place: object) -> str:
    """The same of one value, for what no composed statement lists."""
    return base64.b64encode(json.dumps([order, str(place)]).encode()).decode()


def decoder_of(order: str, index: int, size: int, type_: TypeEngine[Any]) -> Callable[[str], object]:
    """Reads the index-th value of a cursor of this order. The reader raises BadRequest on any other text."""
    parse = PARSERS[type(type_)]

    def decode(cursor: str) -> object:
        try:
            match json.loads(base64.b64decode(cursor, validate=True)):
                case [str(named), *place] if named == order and [type(value) for value in place] == [str] * size:
                    return parse(place[index])
        except (ValueError, RecursionError) as error:
            raise BadRequest("BAD_CURSOR", cursor=cursor) from error
        raise BadRequest("BAD_CURSOR", cursor=cursor)

    return decode
