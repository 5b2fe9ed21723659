"""How large an operation may be; a larger one is refused before it is processed any further."""

from dataclasses import dataclass

from tenants.errors import LimitExceeded
from tenants.reading.names import camel


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each; what is in a fragment counts wherever it is spread."""

    characters: int = 50_000
    tokens: int = 2000
    # Of one document: all of them are validated, whichever is asked for.
    operations: int = 50
    fragments: int = 100
    selections: int = 1000
    depth: int = 30
    root_fields: int = 50
    aliases: int = 100
    directives: int = 100
    # Pairs of fields with the same place in the answer, each of which validation compares.
    repeats: int = 4000
    # Values that are written into the document, in lists and objects too: each is validated.
    literals: int = 1000
    # Values among the variables, in lists and objects too.
    values: int = 5000
    # The size of the statement: a leaf is 1, which takes about a quarter of a millisecond to build, once.
    parts: int = 1000
    # The most values the answer may hold, by the page sizes; see cost.py.
    cost: int = 1_000_000

    def check(self, name: str, amount: int) -> None:
        """Raises LimitExceeded when it is more than the most."""
        most = getattr(self, name)
        if amount > most:
            raise LimitExceeded(camel(name), most, amount)


DEFAULTS = Limits()
