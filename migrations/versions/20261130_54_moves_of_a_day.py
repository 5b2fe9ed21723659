"""The day on which something moved in an account."""

from migrations.sql import run_beside

revision = "20261130_54"
down_revision = "20261130_53"


def upgrade() -> None:
    run_beside(__file__)
