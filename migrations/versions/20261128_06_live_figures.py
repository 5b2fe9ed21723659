"""Figures stay live while people write: families gathered by index, and worked out anew for what moved alone."""

from migrations.sql import run_beside

revision = "20261128_06"
down_revision = "20261128_05"


def upgrade() -> None:
    run_beside(__file__)
