"""Successions that an administrator proposed, for a director to carry out."""

from migrations.sql import run_beside

revision = "20261129_14"
down_revision = "20261129_13"


def upgrade() -> None:
    run_beside(__file__)
