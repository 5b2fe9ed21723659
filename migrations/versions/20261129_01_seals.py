"""Seals: what a process logged, numbered and with a MAC by a key that the database does not have."""

from migrations.sql import run_beside

revision = "20261129_01"
down_revision = "20261128_12"


def upgrade() -> None:
    run_beside(__file__)
