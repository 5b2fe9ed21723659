"""Grants that name an organisation, and projects that have a partner."""

from migrations.sql import run_beside

revision = "20261129_25"
down_revision = "20261129_24"


def upgrade() -> None:
    run_beside(__file__)
