"""Counted once: numbers that somebody was told are on file, and what is asked about them."""

from migrations.sql import run_beside

revision = "20261129_06"
down_revision = "20261129_05"


def upgrade() -> None:
    run_beside(__file__)
