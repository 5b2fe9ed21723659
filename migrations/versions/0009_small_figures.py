"""Small figures: how finely figures may be shown to those who may not see what they count."""

from migrations.sql import run_beside

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    run_beside(__file__)
