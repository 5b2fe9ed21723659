"""Changes of a kind that need no rule of their own: what the API calls them, and how it describes them."""

from dataclasses import dataclass

from tenants.access.scope import Verb
from tenants.writing.standing import Standing


@dataclass(frozen=True, slots=True)
class Create:
    """Adds a record to a tenant, or under the record that it is kept with, which stands as it has to."""

    description: str
    input_description: str
    prefix: str = "create"
    verb: Verb = Verb.MANAGE
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """Changes what is given, unless the record is closed, or stands otherwise than it has to."""

    description: str = "Changes what is given."
    prefix: str = "update"
    verb: Verb = Verb.MANAGE
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """Closes a record from a day on, for a reason, unless it stands otherwise than it has to."""

    description: str
    input_description: str
    prefix: str = "close"
    verb: Verb = Verb.MANAGE
    standing: tuple[Standing, ...] = ()


Ordinary = Create | Update | Close
