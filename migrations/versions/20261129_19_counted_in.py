"""Where an attendance counts, whoever keeps the file later."""

from migrations.sql import run_beside

revision = "20261129_19"
down_revision = "20261129_18"


def upgrade() -> None:
    run_beside(__file__)
