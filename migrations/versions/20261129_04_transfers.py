"""Transfers of files, and what goes on where the file is."""

from migrations.sql import run_beside

revision = "20261129_04"
down_revision = "20261129_01"


def upgrade() -> None:
    run_beside(__file__)
