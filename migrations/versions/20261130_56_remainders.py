"""What is left of projects that are over, and where it goes."""

from migrations.sql import run_beside

revision = "20261130_56"
down_revision = "20261130_55"


def upgrade() -> None:
    run_beside(__file__)
