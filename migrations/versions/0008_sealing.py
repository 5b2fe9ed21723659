"""Sealed columns: no plaintext enters them from here on; `circle migrate` seals what is there.

The servers of the version before have to be stopped for this one: they can neither open what is sealed nor seal.
"""

from migrations.sql import run_beside

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    run_beside(__file__)
