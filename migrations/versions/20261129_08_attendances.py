"""Attendances of children on file at activities, and how many may sign up."""

from migrations.sql import run_beside

revision = "20261129_08"
down_revision = "20261129_06"


def upgrade() -> None:
    run_beside(__file__)
