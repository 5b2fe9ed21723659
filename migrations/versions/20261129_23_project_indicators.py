"""What welfare projects are to change, and what was measured of it."""

from migrations.sql import run_beside

revision = "20261129_23"
down_revision = "20261129_22"


def upgrade() -> None:
    run_beside(__file__)
