"""What an operator relies on: fingerprints of the keys, so that a wrong one is noticed before anything is served."""

from migrations.sql import run_beside

revision = "0029"
down_revision = "0027"


def upgrade() -> None:
    run_beside(__file__)
