"""The history of an opened file is read as the file is, and logged as the file is."""

from migrations.sql import run_beside

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_beside(__file__)
