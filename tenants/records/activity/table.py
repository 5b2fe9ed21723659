"""The activities."""

from sqlalchemy import ARRAY, Column, Computed, Date, Integer, Text

from tenants.metadata import record_table

activities = record_table(
    "activities",
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("focus", Text, nullable=False),
    Column("programme", Text),
    Column("partners", ARRAY(Text), nullable=False),
    Column("planned_on", Date, nullable=False),
    Column("held_on", Date),
    Column("parents_served", Integer, nullable=False),
    Column("children_served", Integer, nullable=False),
    Column("cancelled_on", Date),
    Column("cancelled_reason", Text),
    Column("state", Text, Computed("see the migration", persisted=True), nullable=False),
)
