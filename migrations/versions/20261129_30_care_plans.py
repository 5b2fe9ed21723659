"""Care plans, on which needs hang, and the aid that a child receives."""

from migrations.sql import run_beside

revision = "20261129_30"
down_revision = "20261129_27"


def upgrade() -> None:
    run_beside(__file__)
