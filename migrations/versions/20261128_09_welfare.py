"""The initiative: programmes, organisations, tasks and targets; money, places and what is told of them."""

from migrations.sql import run_beside

revision = "20261128_09"
down_revision = "20261128_07"


def upgrade() -> None:
    run_beside(__file__)
