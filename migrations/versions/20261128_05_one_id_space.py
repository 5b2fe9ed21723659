"""One id space: whatever has an id has one that nothing else has."""

from migrations.sql import run_beside

revision = "20261128_05"
down_revision = "20261128_04"


def upgrade() -> None:
    run_beside(__file__)
