"""Screenings as dated applications, and their steps under them."""

from migrations.sql import run_beside

revision = "20261129_13"
down_revision = "20261129_12"


def upgrade() -> None:
    run_beside(__file__)
