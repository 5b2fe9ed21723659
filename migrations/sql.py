"""Runs SQL files inside the transaction of a migration."""

from pathlib import Path
from typing import cast

from alembic import op
from sqlalchemy import AdaptedConnection

LOCK_TIMEOUT = "10s"
STATEMENT_TIMEOUT = "30min"


def run_beside(revision: str) -> None:
    """Run the SQL that stands beside the revision's module `revision` (its `__file__`): a file, or a folder of them.

    It goes to asyncpg as it is, because a prepared statement holds only one command.
    """
    place = Path(revision).with_suffix("")
    files = sorted(place.glob("*.sql")) or [place.with_suffix(".sql")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    adapted = cast("AdaptedConnection", op.get_bind().connection.dbapi_connection)
    adapted.run_async(lambda connection: connection.execute(text))
