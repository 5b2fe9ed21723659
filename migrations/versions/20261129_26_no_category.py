"""A file is closed, too, because the child is of no category any more."""

from migrations.sql import run_beside

revision = "20261129_26"
down_revision = "20261129_25"


def upgrade() -> None:
    run_beside(__file__)
