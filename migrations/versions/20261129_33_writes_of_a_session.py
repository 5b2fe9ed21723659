"""Sessions that count their writes, so that a replica is known to have them."""

from migrations.sql import run_beside

revision = "20261129_33"
down_revision = "20261129_32"


def upgrade() -> None:
    run_beside(__file__)
