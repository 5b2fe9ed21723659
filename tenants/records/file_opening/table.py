"""The openings of files; whose they are and how long they hold, the database fills in."""

from sqlalchemy import BigInteger, Column, DateTime, Text, Uuid

from tenants.metadata import record_table

file_openings = record_table(
    "file_openings",
    Column("child_id", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_as", Text, nullable=False),
    Column("opened_from", BigInteger, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("closed_at", DateTime(timezone=True)),
)
