"""What happened to a user's own account."""

from collections.abc import Mapping, Sequence
from typing import Any

from tenants.access.actor import Session
from tenants.database.transactions import Database

MOST_OWN = 100


async def list_own_events(database: Database, session: Session) -> Sequence[Mapping[str, Any]]:
    """The newest events of the user's own account, newest first."""
    async with database.connection() as connection:
        rows = await connection.fetch("select * from own_events($1, $2)", session.access_hash, MOST_OWN)
    return [dict(row) for row in rows]
