"""Whoever adds a way to sign in beside the password has shown a code that was put into the user's own hand."""

from migrations.sql import run_beside

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run_beside(__file__)
