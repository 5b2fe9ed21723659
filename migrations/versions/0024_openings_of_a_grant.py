"""A director sees and ends the openings of the grant that she acts under, of files that are in its range."""

from migrations.sql import run_beside

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    run_beside(__file__)
