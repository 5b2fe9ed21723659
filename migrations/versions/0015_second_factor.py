"""A second factor: secrets shared with authenticators, recovery codes, and sign-ins that wait for one of the two."""

from migrations.sql import run_beside

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    run_beside(__file__)
