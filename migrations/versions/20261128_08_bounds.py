"""Bounds of days and amounts; what was added under an id of the client's own."""

from migrations.sql import run_beside

revision = "20261128_08"
down_revision = "20261128_07"


def upgrade() -> None:
    run_beside(__file__)
