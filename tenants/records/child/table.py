"""The children's files."""

from sqlalchemy import Boolean, Column, Computed, Date, LargeBinary, Text
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, JSONB

from tenants.metadata import Sensitive, record_table

children = record_table(
    "children",
    Column("name", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("identity_number", Sensitive),
    Column("identity_number_hash", LargeBinary),
    Column("phone", Sensitive),
    Column("phone_hash", LargeBinary),
    Column("address", Sensitive),
    Column("school", Text),
    Column("health", Sensitive),
    Column("parents_whereabouts", Text),
    Column("risk_level", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("category_source", Text, nullable=False),
    Column("category_since", Date, nullable=False),
    Column("category_history", JSONB, nullable=False),
    Column("identified_on", Date, nullable=False),
    Column("on_file_on", Date),
    Column("closed_on", Date),
    Column("closed_reason", Text),
    Column("erased_on", Date),
    Column("state", Text, Computed("see the migration", persisted=True), nullable=False),
    Column("paired_on", DATEMULTIRANGE, nullable=False),
    Column("paired", Boolean, Computed("see the migration", persisted=True), nullable=False),
)
