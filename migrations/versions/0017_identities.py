"""Identities of an OpenID provider: linked to a user, and proven by a code that is good once."""

from migrations.sql import run_beside

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    run_beside(__file__)
