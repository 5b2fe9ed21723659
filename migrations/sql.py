"""Runs a revision's SQL file inside the revision's transaction."""

from pathlib import Path
from typing import cast

from alembic import op
from sqlalchemy import AdaptedConnection

LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "30min"


def run_beside(revision: str) -> None:
    """Run the .sql file that stands beside the revision's module `revision` (its `__file__`).

    The file goes to asyncpg as it is, because a prepared statement holds only one command. The two settings before it
    are not only limits: they open the transaction, which SQLAlchemy begins with the first statement of its own.
    """
    op.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
    op.execute(f"set local statement_timeout = '{STATEMENT_TIMEOUT}'")
    text = Path(revision).with_suffix(".sql").read_text(encoding="utf-8")
    adapted = cast("AdaptedConnection", op.get_bind().connection.dbapi_connection)
    adapted.run_async(lambda connection: connection.execute(text))
