"""The columns every record's table has, and the one place where a column is declared sensitive."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text, TypeDecorator, Uuid

metadata = MetaData()
# Of what is read as records are, and is no table.
views = MetaData()


class Sensitive(TypeDecorator[str]):
    """Text that identifies a person (identity number, phone, address, health), stored encrypted.

    If it can be searched by equality, there is a column `<name>_hash` beside it (tenants/encryption/columns.py).
    """

    impl = Text
    cache_ok = True


def record_table(name: str, *columns: Column[object]) -> Table:
    """A table of records: id, tenant, version, who created and updated it and when, and its own columns."""
    return Table(
        name,
        metadata,
        Column[UUID]("id", Uuid, primary_key=True),
        Column[int]("tenant_code", BigInteger, nullable=False),
        Column[int]("version", Integer, nullable=False),
        Column[datetime]("created_at", DateTime(timezone=True), nullable=False),
        Column[UUID]("created_by", Uuid),
        Column[datetime]("updated_at", DateTime(timezone=True), nullable=False),
        Column[UUID]("updated_by", Uuid),
        *columns,
    )


def record_view(name: str, *columns: Column[Any]) -> Table:
    """A view of records: an id of each row, for its place in a list, the tenant that keeps it, and its own columns."""
    key, tenant = Column[UUID]("id", Uuid, primary_key=True), Column[int]("tenant_code", BigInteger, nullable=False)
    return Table(name, views, key, tenant, *columns)
