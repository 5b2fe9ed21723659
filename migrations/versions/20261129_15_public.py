"""What the public reads of stories, and stories that a lapsed consent takes down."""

from migrations.sql import run_beside

revision = "20261129_15"
down_revision = "20261129_14"


def upgrade() -> None:
    run_beside(__file__)
