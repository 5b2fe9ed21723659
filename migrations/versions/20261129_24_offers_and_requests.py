"""What organisations offer, what branches ask for, what they agree on, and grants that name an organisation."""

from migrations.sql import run_beside

revision = "20261129_24"
down_revision = "20261129_23"


def upgrade() -> None:
    run_beside(__file__)
