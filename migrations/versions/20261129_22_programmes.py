"""What belongs to programmes: stories that are counted, activities of a series and a season, how venues are run."""

from migrations.sql import run_beside

revision = "20261129_22"
down_revision = "20261129_19"


def upgrade() -> None:
    run_beside(__file__)
