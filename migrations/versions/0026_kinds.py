"""Kinds of record: what each of them has, and how it is protected, counted and remembered, said once for all."""

from migrations.sql import run_beside

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    run_beside(__file__)
