"""Budgets of projects, and how they are changed."""

from migrations.sql import run_beside

revision = "20261129_10"
down_revision = "20261129_09"


def upgrade() -> None:
    run_beside(__file__)
