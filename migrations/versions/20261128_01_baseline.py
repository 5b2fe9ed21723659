"""The baseline: every table there was when the first version was released, and the kinds of record."""

from migrations.sql import run_beside

revision = "20261128_01"
down_revision = None


def upgrade() -> None:
    run_beside(__file__)
