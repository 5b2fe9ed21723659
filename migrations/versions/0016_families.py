"""What may be shown of small figures is worked out family by family, and remembered until one of it moves."""

from migrations.sql import run_beside

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    run_beside(__file__)
