"""Visits without a pairing, calls apart from visits, and what a visit tells."""

from migrations.sql import run_beside

revision = "20261128_07"
down_revision = "20261128_05"


def upgrade() -> None:
    run_beside(__file__)
