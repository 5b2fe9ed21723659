"""The records: what each is, and the rules the database itself holds."""

from migrations.sql import run_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_beside(__file__)
