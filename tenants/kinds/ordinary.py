"""Changes of a kind that need no rule of their own: what the API calls them, and how it describes them."""

from dataclasses import dataclass

from tenants.access.reach import Verb


@dataclass(frozen=True, slots=True)
class Create:
    """Adds a record to a tenant, or under the record that it is kept with."""

    does: str
    takes: str
    called: str = "create"
    needs: Verb = Verb.MANAGE


@dataclass(frozen=True, slots=True)
class Update:
    """Changes what is given, unless the record is closed."""

    does: str = "Changes what is given."
    called: str = "update"
    needs: Verb = Verb.MANAGE


@dataclass(frozen=True, slots=True)
class Close:
    """Closes a record from a day on, for a reason."""

    does: str
    takes: str
    called: str = "close"
    needs: Verb = Verb.MANAGE


Ordinary = Create | Update | Close
