"""Successions of tenants, and whose a Caring Mother's registration was until when."""

from migrations.sql import run_beside

revision = "20261129_05"
down_revision = "20261129_04"


def upgrade() -> None:
    run_beside(__file__)
