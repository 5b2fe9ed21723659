"""How large an operation may be; whatever is larger is refused before anything is made of it."""

from dataclasses import dataclass

from tenants.errors import LimitExceeded
from tenants.reading.names import camel


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each; what is in fragments counts wherever they are spread."""

    characters: int = 50_000
    tokens: int = 2000
    selections: int = 1000
    depth: int = 30
    root_fields: int = 50
    aliases: int = 100
    directives: int = 100
    # Pairs of fields with one place in the answer: validation compares each.
    repeats: int = 4000
    # Values among the variables, in lists and objects too.
    values: int = 5000
    # The statement's size: a leaf is 1, about a quarter of a millisecond of making it, once.
    parts: int = 1000
    # The most values the answer may hold, by the page sizes; see cost.py.
    cost: int = 1_000_000

    def check(self, name: str, amount: int) -> None:
        """Raises LimitExceeded when it is more than the most."""
        most = getattr(self, name)
        if amount > most:
            raise LimitExceeded(camel(name), most, amount)


DEFAULTS = Limits()
