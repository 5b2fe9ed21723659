"""What the forms hold, the database holds, too: numbers on file."""

from migrations.sql import run_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    run_beside(__file__)
