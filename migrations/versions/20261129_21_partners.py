"""Grants that name an organisation, and projects that have a partner."""

from migrations.sql import run_beside

revision = "20261129_21"
down_revision = "20261129_20"


def upgrade() -> None:
    run_beside(__file__)
