"""Auditors read what befell the accounts of their range."""

from migrations.sql import run_beside

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_beside(__file__)
