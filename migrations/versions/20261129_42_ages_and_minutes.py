"""Children by age, minutes of service, and how long needs took: of what is on record already."""

from migrations.sql import run_beside

revision = "20261129_42"
down_revision = "20261129_38"


def upgrade() -> None:
    run_beside(__file__)
