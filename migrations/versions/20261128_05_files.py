"""The side of people and files: suspected harm, the child's file, those around her, screening."""

from migrations.sql import run_beside

revision = "20261128_05"
down_revision = "20261128_04"


def upgrade() -> None:
    run_beside(__file__)
