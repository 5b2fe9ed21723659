"""The funds' ledger."""

from sqlalchemy import Column, Date, Numeric, Text, Uuid

from tenants.metadata import record_table

donations = record_table(
    "donations",
    Column("project_id", Uuid, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("amount", Numeric(14, 2), nullable=False),
    Column("donor", Text),
    Column("note", Text),
    Column("reverses_id", Uuid),
)
