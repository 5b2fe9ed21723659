"""The steps of a project, and what is due in it."""

from migrations.sql import run_beside

revision = "20261129_09"
down_revision = "20261129_08"


def upgrade() -> None:
    run_beside(__file__)
