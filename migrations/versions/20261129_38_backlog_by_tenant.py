"""Where in the tree working off a change of checklists has got to."""

from migrations.sql import run_beside

revision = "20261129_38"
down_revision = "20261129_37"


def upgrade() -> None:
    run_beside(__file__)
