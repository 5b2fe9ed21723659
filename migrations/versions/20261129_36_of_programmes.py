"""The programme that a support or a wish is part of, and the organisation that another is the same as."""

from migrations.sql import run_beside

revision = "20261129_36"
down_revision = "20261129_33"


def upgrade() -> None:
    run_beside(__file__)
