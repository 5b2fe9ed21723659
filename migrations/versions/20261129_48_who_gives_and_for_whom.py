"""Who funds a project and gives to it, whom it is for, where a fund is spent; and the campaign of a published wish."""

from migrations.sql import run_beside

revision = "20261129_48"
down_revision = "20261129_42"


def upgrade() -> None:
    run_beside(__file__)
