"""Organisations that run an activity together with a branch, and see it."""

from migrations.sql import run_beside

revision = "20261129_49"
down_revision = "20261129_48"


def upgrade() -> None:
    run_beside(__file__)
