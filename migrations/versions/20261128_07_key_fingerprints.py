"""Fingerprints of the keys, so that a wrong one is noticed before anything is served."""

from migrations.sql import run_beside

revision = "20261128_07"
down_revision = "20261128_06"


def upgrade() -> None:
    run_beside(__file__)
