"""The rollups, summed over each tenant and all below it, and the deltas not yet rolled up into them."""

from sqlalchemy import BigInteger, Column, Date, Table, Text

from tenants.metadata import metadata

statistics_rollups = Table(
    "statistics_rollups",
    metadata,
    Column("tenant_code", BigInteger, primary_key=True),
    Column("figure", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    # 0 is what is rolled up; another, what one large write added.
    Column("batch", BigInteger, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)

statistics_deltas = Table(
    "statistics_deltas",
    metadata,
    Column("tenant_code", BigInteger, nullable=False),
    Column("figure", Text, nullable=False),
    Column("dimension", Text, nullable=False),
    Column("month", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("added_by", BigInteger, nullable=False),
)
