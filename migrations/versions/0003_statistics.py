"""Statistics: each record's share in the figures, kept by triggers."""

from migrations.sql import run_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_beside(__file__)
