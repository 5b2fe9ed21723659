"""The deliveries."""

from sqlalchemy import Column, Date, Integer, Text, Uuid

from tenants.metadata import record_table

deliveries = record_table(
    "deliveries",
    Column("project_id", Uuid, nullable=False),
    Column("delivered_on", Date, nullable=False),
    Column("women_supported", Integer, nullable=False),
    Column("children_supported", Integer, nullable=False),
    Column("note", Text),
)
