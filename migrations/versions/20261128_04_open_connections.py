"""A connection that stays open lasts as long as its session; a token that was renewed a moment ago still opens it."""

from migrations.sql import run_beside

revision = "20261128_04"
down_revision = "20261128_03"


def upgrade() -> None:
    run_beside(__file__)
