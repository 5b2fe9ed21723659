"""Figures of a day, and lists from views."""

from migrations.sql import run_beside

revision = "20261128_09"
down_revision = "20261128_08"


def upgrade() -> None:
    run_beside(__file__)
