"""The tenants."""

from sqlalchemy import BigInteger, Column, Computed, Date, Table, Text

from tenants.metadata import metadata

tenants = Table(
    "tenants",
    metadata,
    Column("code", BigInteger, primary_key=True),
    Column("code_end", BigInteger, Computed("see the migration", persisted=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent_code", BigInteger),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
)
