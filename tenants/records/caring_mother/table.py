"""The register of Caring Mothers."""

from sqlalchemy import ARRAY, BigInteger, Column, Date, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE

from tenants.metadata import Sensitive, record_table

caring_mothers = record_table(
    "caring_mothers",
    Column("name", Text, nullable=False),
    Column("birth_date", Date),
    Column("identity_number", Sensitive),
    Column("identity_number_hash", LargeBinary),
    Column("phone", Sensitive),
    Column("phone_hash", LargeBinary),
    Column("address", Sensitive),
    Column("recruited_through", Text, nullable=False),
    Column("sector", Text, nullable=False),
    Column("employer", Text),
    Column("skills", ARRAY(Text), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("service_code", BigInteger, nullable=False),
    Column("screening_state", Text, nullable=False),
    Column("screening_until", Date),
    Column("registered_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("closed_reason", Text),
    Column("erased_on", Date),
    Column("paired_on", DATEMULTIRANGE, nullable=False),
)
