"""Cadence: calendars, what programmes ask to be done for which children, what each child is owed, and what was done."""

from migrations.sql import run_beside

revision = "20261128_12"
down_revision = "20261128_11"


def upgrade() -> None:
    run_beside(__file__)
