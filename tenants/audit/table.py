"""The access log; what chains it is reached through functions of the database alone."""

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Date, DateTime, Table, Text, Uuid

from tenants.metadata import metadata

access_log = Table(
    "access_log",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("user_id", Uuid),
    Column("user_name", Text, nullable=False),
    Column("grant_id", Uuid),
    Column("role", Text),
    Column("tenant_code", BigInteger, nullable=False),
    Column("tenant_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_ids", ARRAY(Uuid), nullable=False),
    Column("tenant_codes", ARRAY(BigInteger), nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
    Column("operation", Text),
    Column("opening_id", Uuid),
    Column("reason", Text),
    Column("request_id", Text),
    Column("address", Text),
    Column("reason_salt", Uuid),
    Column("statement_id", Uuid),
    Column("searched", Boolean, nullable=False),
)
