"""${message}.

A server of the version before goes on running while this is applied: add first, remove one version later.
Beside this module stands its SQL, tables and data alone, frozen once merged. There is no way down; a backup is.
"""

from migrations.sql import run_beside

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    run_beside(__file__)
