"""Limits that the forms alone knew, as checks."""

from migrations.sql import run_beside

revision = "20261128_03"
down_revision = "20261128_02"


def upgrade() -> None:
    run_beside(__file__)
