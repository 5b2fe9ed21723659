"""The pairings."""

from sqlalchemy import Column, Date, Text, Uuid

from tenants.metadata import record_table

pairings = record_table(
    "pairings",
    Column("child_id", Uuid, nullable=False),
    Column("caring_mother_id", Uuid, nullable=False),
    Column("role", Text, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    Column("ended_reason", Text),
    Column("handover_note", Text),
)
