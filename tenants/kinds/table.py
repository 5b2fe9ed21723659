"""The table of a kind."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_origin
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeEngine

from tenants.division import DivisionCode
from tenants.encryption.columns import hash_column
from tenants.enums import LabelledEnum
from tenants.kinds.field import Field, Source
from tenants.kinds.kind import Kind
from tenants.kinds.orders import KEYS, key_of
from tenants.metadata import Sensitive, record_table, record_view
from tenants.reading.order import KEY_OF_ORDER

BY_MIGRATION = "see the migration"
TYPES: dict[Any, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    str: Text,
    bool: Boolean,
    int: Integer,
    Decimal: Numeric(14, 2),
    date: Date,
    datetime: DateTime(timezone=True),
    UUID: Uuid,
    DivisionCode: BigInteger,
}


@cache
def table_of(kind: Kind) -> Table:
    return (record_view if kind.read_only else record_table)(kind.plural, *columns_of(kind))


def columns_of(kind: Kind) -> Iterator[Column[Any]]:
    for name, one in kind.columns.items():
        filled = [Computed(BY_MIGRATION)] if one.source is Source.DERIVED and one.exposed else []
        yield Column(column_name(name, one), type_of(one), *filled, nullable=not one.required)
        if one.hashed:
            yield Column(hash_column(name), LargeBinary)
        if one.order and one.type in KEYS:
            key = KEYS[one.type]
            yield Column(key_of(name), key, Computed(BY_MIGRATION), nullable=not one.required, info=KEY_OF_ORDER)


def column_name(name: str, one: Field) -> str:
    return one.reference.column if one.reference else name


def type_of(one: Field) -> type[TypeEngine[Any]] | TypeEngine[Any]:
    if one.column is not None:
        return one.column
    if one.sensitive:
        return Sensitive
    if get_origin(one.type) is list:
        return ARRAY(Text)
    return Text if isinstance(one.type, type) and issubclass(one.type, LabelledEnum) else TYPES[one.type]
