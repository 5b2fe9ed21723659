"""Files opened with a reason, and the log of every opening."""

from migrations.sql import run_beside

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    run_beside(__file__)
