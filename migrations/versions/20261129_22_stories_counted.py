"""Stories that are counted, by programme as well."""

from migrations.sql import run_beside

revision = "20261129_22"
down_revision = "20261129_19"


def upgrade() -> None:
    run_beside(__file__)
