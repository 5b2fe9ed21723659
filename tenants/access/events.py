"""What happened to accounts, and what was administered: a user's own events, and an auditor's range of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tenants.access.acting import Session
from tenants.access.administration import require
from tenants.access.listing import Listed, Listing, list_page
from tenants.access.reach import Verb
from tenants.database import Database, Reading
from tenants.reading.order import Series
from tenants.writing.rule import Values

MOST_OWN = 100


def newest_of(function: str) -> Listing:
    """The rows that a function of the owner gives, newest first."""
    return Listing(order="ID_DESC", place="id", type=Series(), rows=f"select * from {function}()")  # noqa: S608  # our own names


ACCOUNT_EVENTS = newest_of("account_log")
ADMINISTRATION_EVENTS = newest_of("administration_log")


async def list_own_events(database: Database, session: Session) -> Sequence[Mapping[str, Any]]:
    """The newest events of the user's own account, newest first."""
    async with database.connection() as connection:
        rows = await connection.fetch("select * from own_events($1, $2)", session.access_hash, MOST_OWN)
    return [dict(row) for row in rows]


async def list_account_events(reading: Reading, arguments: Values) -> Listed:
    """What happened to the accounts of the range, newest first. Raises Forbidden and BadRequest."""
    require(reading, "administration", Verb.READ)
    return await list_page(reading, ACCOUNT_EVENTS, arguments)


async def list_administration_events(reading: Reading, arguments: Values) -> Listed:
    """What was administered in the range, newest first. Raises Forbidden and BadRequest."""
    require(reading, "administration", Verb.READ)
    return await list_page(reading, ADMINISTRATION_EVENTS, arguments)
