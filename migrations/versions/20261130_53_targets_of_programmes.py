"""Targets that are met by what is counted for a programme, such as a service of a campaign."""

from migrations.sql import run_beside

revision = "20261130_53"
down_revision = "20261130_52"


def upgrade() -> None:
    run_beside(__file__)
