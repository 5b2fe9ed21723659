"""What was changed, and, apart from it, from what to what."""

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, DateTime, Integer, Table, Text, Uuid

from tenants.metadata import metadata

changes = Table(
    "changes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_code", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
    Column("user_id", Uuid),
    Column("acting_role", Text),
    Column("acting_code", BigInteger),
)

change_values = Table(
    "change_values",
    metadata,
    Column("change_id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("field", Text, primary_key=True),
    Column("before", Text),
    Column("after", Text),
)
