"""A statement logs what it opened in one row; its entries are made where they are chained."""

from migrations.sql import run_beside

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    run_beside(__file__)
