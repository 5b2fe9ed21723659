"""Spans of days that end before they begin, of every kind."""

from migrations.sql import run_beside

revision = "20261130_55"
down_revision = "20261130_54"


def upgrade() -> None:
    run_beside(__file__)
