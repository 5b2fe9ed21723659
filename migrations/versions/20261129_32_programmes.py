"""What a target asks of the statistics is taken up into the statement that asks; programmes end after they begin."""

from migrations.sql import run_beside

revision = "20261129_32"
down_revision = "20261129_31"


def upgrade() -> None:
    run_beside(__file__)
