"""The history of every record: who changed which field, from what to what."""

from migrations.sql import run_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_beside(__file__)
