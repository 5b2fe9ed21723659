"""The visits."""

from sqlalchemy import Boolean, Column, Date, Text, Uuid

from tenants.metadata import record_table

visits = record_table(
    "visits",
    Column("pairing_id", Uuid, nullable=False),
    Column("child_id", Uuid, nullable=False),
    Column("caring_mother_id", Uuid, nullable=False),
    Column("visited_on", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("contact_made", Boolean, nullable=False),
    Column("findings", Text),
    Column("follow_up", Text),
)
