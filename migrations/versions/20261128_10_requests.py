"""Requests that were answered."""

from migrations.sql import run_beside

revision = "20261128_10"
down_revision = "20261128_09"


def upgrade() -> None:
    run_beside(__file__)
