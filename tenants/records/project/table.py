"""The projects."""

from sqlalchemy import Column, Computed, Date, Numeric, Text

from tenants.metadata import record_table

projects = record_table(
    "projects",
    Column("name", Text, nullable=False),
    Column("programme", Text),
    Column("description", Text),
    Column("responsible_person", Text),
    Column("budget", Numeric(14, 2)),
    Column("started_on", Date),
    Column("ended_on", Date),
    Column("ended_reason", Text),
    Column("state", Text, Computed("see the migration", persisted=True), nullable=False),
)
