"""Figures by the records that they are counted for, of what was counted before."""

from migrations.sql import run_beside

revision = "20261128_11"
down_revision = "20261128_10"


def upgrade() -> None:
    run_beside(__file__)
