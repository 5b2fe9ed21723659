"""Cursors: the order and the place of a row in it, opaque to clients and checked when they come back."""

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Text, Uuid, cast, func
from sqlalchemy.types import TypeEngine

from tenants.division import parse_code
from tenants.errors import BadRequest
from tenants.reading.json import literal
from tenants.reading.order import VALUES

PARSERS: dict[type, Callable[[str], object]] = {
    **{type_: values.parse for type_, values in VALUES.items()},
    Uuid: UUID,
    BigInteger: parse_code,
}


def cursor_of(order: str, position: list[ColumnElement[Any]]) -> ColumnElement[str]:
    """The row's cursor: base64 of `[order, value, ..., id]`."""
    parts = func.json_build_array(literal(order), *(cast(value, Text) for value in position))
    return func.translate(
        func.encode(func.convert_to(cast(parts, Text), literal("UTF8")), literal("base64")),
        literal("\n"),
        literal(""),
        type_=Text,
    )


def encode_cursor(order: str, position: object) -> str:
    """The same of one value, for what no composed statement lists."""
    return base64.b64encode(json.dumps([order, str(position)]).encode()).decode()


def decoder_of(
    order: str, index: int, size: int, type_: TypeEngine[Any], *, nullable: bool = False
) -> Callable[[str], object]:
    """Reads the index-th value of a cursor of this order. The reader raises BadRequest on any other text."""
    parse = PARSERS[type(type_)]

    def decode(cursor: str) -> object:
        try:
            match json.loads(base64.b64decode(cursor, validate=True)):
                case [str(named), *position] if named == order and len(position) == size:
                    value = position[index]
                    if isinstance(value, str):
                        return parse(value)
                    if value is None and nullable:
                        return None
        except (ValueError, RecursionError) as error:
            raise BadRequest("BAD_CURSOR", cursor=cursor) from error
        raise BadRequest("BAD_CURSOR", cursor=cursor)

    return decode
