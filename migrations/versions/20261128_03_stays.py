"""Stays: which tenant kept a child's file on which days; pairings keep the tenant they were made in."""

from migrations.sql import run_beside

revision = "20261128_03"
down_revision = "20261128_02"


def upgrade() -> None:
    run_beside(__file__)
