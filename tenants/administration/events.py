"""What happened to accounts, and what was administered: a user's own events, and an auditor's range of them."""

from tenants.access.scope import Verb
from tenants.administration.listing import Listing, ListPage, list_page
from tenants.administration.managed_users import require
from tenants.database.transactions import Reading
from tenants.reading.order import Series
from tenants.writing.rule import Values


def newest_of(function: str) -> Listing:
    """The rows that a function of the owner gives, newest first."""
    return Listing(order="ID_DESC", position="id", type=Series(), rows=f"select * from {function}()")  # noqa: S608  # our own names


ACCOUNT_EVENTS = newest_of("account_log")
ADMINISTRATION_EVENTS = newest_of("administration_log")


async def list_account_events(reading: Reading, arguments: Values) -> ListPage:
    """What happened to the accounts of the range, newest first. Raises Forbidden and BadRequest."""
    require(reading, "administration", Verb.READ)
    return await list_page(reading, ACCOUNT_EVENTS, arguments)


async def list_administration_events(reading: Reading, arguments: Values) -> ListPage:
    """What was administered in the range, newest first. Raises Forbidden and BadRequest."""
    require(reading, "administration", Verb.READ)
    return await list_page(reading, ADMINISTRATION_EVENTS, arguments)
