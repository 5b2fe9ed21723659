"""Every act on an account is an event of it; a director declines a grant as she confirms one."""

from migrations.sql import run_beside

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    run_beside(__file__)
