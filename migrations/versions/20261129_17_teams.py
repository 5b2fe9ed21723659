"""Teams that are paired as one."""

from migrations.sql import run_beside

revision = "20261129_17"
down_revision = "20261129_16"


def upgrade() -> None:
    run_beside(__file__)
