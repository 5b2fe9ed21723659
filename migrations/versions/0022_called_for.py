"""Which roles call for a second factor is asked where it is proven who acts."""

from migrations.sql import run_beside

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    run_beside(__file__)
