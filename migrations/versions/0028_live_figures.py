"""Figures stay live while people write: families gathered by index, and worked out anew for what moved alone."""

from migrations.sql import run_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    run_beside(__file__)
