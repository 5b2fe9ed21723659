"""Erasure and export of one person: what is left of an erased file, and what was asked of whom."""

from migrations.sql import run_beside

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    run_beside(__file__)
