"""What was spent, and who was supported, by project."""

from migrations.sql import run_beside

revision = "20261130_52"
down_revision = "20261130_43"


def upgrade() -> None:
    run_beside(__file__)
