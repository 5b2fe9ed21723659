"""Venues, and the activities that take place there."""

from migrations.sql import run_beside

revision = "20261128_02"
down_revision = "20261128_01"


def upgrade() -> None:
    run_beside(__file__)
