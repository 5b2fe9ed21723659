"""The orders of a kind, and the columns that some of them need beside the field's own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.types import TypeEngine

from tenants.kinds.field import Field, Source
from tenants.kinds.kind import Kind
from tenants.reading.order import ChineseOrder, Order, Whole

KEYS: Mapping[Any, type[TypeEngine[Any]]] = {str: ChineseOrder, Decimal: Whole}


def orders_of(kind: Kind) -> Mapping[str, Order]:
    fields = {name: one for name, one in kind.fields.items() if one.order}
    return {
        name.upper(): Order(
            order_column(name, one),
            kind.view_of(name),
            nullable=not one.required,
            worked_out=one.build if one.source is Source.COMPUTED else None,
        )
        for name, one in fields.items()
    }


def order_column(name: str, one: Field) -> str:
    return key_of(name) if one.type in KEYS else name


def key_of(name: str) -> str:
    return f"{name}_key"
