"""Administrators: whom they see, what they give and take away, and the others whom each grant of theirs needs."""

from migrations.sql import run_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_beside(__file__)
