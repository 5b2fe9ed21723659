"""Days of episodes, and what proves an account and who acts."""

from migrations.sql import run_beside

revision = "20261128_04"
down_revision = "20261128_03"


def upgrade() -> None:
    run_beside(__file__)
