"""Stories for the public, and the consents that name them."""

from migrations.sql import run_beside

revision = "20261129_12"
down_revision = "20261129_10"


def upgrade() -> None:
    run_beside(__file__)
