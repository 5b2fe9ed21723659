"""Retention of the access log: old months go whole, and what stays of them keeps the chain verifiable."""

from migrations.sql import run_beside

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_beside(__file__)
