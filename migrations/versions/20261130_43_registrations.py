"""More of a registration: who recruited her, her number and insurance; when she was trained and cleared."""

from migrations.sql import run_beside

revision = "20261130_43"
down_revision = "20261129_49"


def upgrade() -> None:
    run_beside(__file__)
