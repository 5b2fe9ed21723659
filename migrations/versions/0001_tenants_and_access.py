"""The tree of tenants, who may act in it, and the settings row-level security reads."""

from migrations.sql import run_beside

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_beside(__file__)
