"""Signing in: sessions, guesses, second factors, and what befell an account."""

from migrations.sql import run_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_beside(__file__)
