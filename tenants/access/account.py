"""A user's own account: what befell it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tenants.access.acting import Session
from tenants.database import Database

MOST_EVENTS = 100


async def list_events(database: Database, session: Session) -> Sequence[Mapping[str, Any]]:
    """The newest events of the user's account, the newest first."""
    async with database.connection() as connection:
        rows = await connection.fetch("select * from own_events($1, $2)", session.access_hash, MOST_EVENTS)
    return [dict(row) for row in rows]
