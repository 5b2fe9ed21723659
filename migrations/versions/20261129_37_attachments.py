"""What is stored for a child's file: photos and documents."""

from migrations.sql import run_beside

revision = "20261129_37"
down_revision = "20261129_36"


def upgrade() -> None:
    run_beside(__file__)
