"""Certificates of volunteers' service."""

from migrations.sql import run_beside

revision = "20261129_18"
down_revision = "20261129_16"


def upgrade() -> None:
    run_beside(__file__)
