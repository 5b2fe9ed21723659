"""Stays: which tenant kept a child's file on which days; pairings keep the tenant they were made in."""

from migrations.sql import run_beside

revision = "20261128_10"
down_revision = "20261128_09"


def upgrade() -> None:
    run_beside(__file__)
