"""What is logged is chained in portions, the oldest first."""

from migrations.sql import run_beside

revision = "20261129_27"
down_revision = "20261129_26"


def upgrade() -> None:
    run_beside(__file__)
