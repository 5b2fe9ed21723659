"""Venues, and the activities that take place there."""

from migrations.sql import run_beside

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    run_beside(__file__)
