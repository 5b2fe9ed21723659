"""Whose a venue, a project or an organisation was until when, and where an act counts, whoever keeps it."""

from migrations.sql import run_beside

revision = "20261129_31"
down_revision = "20261129_30"


def upgrade() -> None:
    run_beside(__file__)
