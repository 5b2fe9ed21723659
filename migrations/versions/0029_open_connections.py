"""A connection that stays open lasts as long as its session; a token that was renewed a moment ago still opens it."""

from migrations.sql import run_beside

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    run_beside(__file__)
