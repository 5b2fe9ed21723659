"""One statement proves who acts, reads, and logs what it opened."""

from migrations.sql import run_beside

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run_beside(__file__)
