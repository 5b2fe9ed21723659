"""The grant inside a statement, filled in per request: as literals if the planner should see them, else as parameters.

Each province and city has a plan of its own. All counties share one, made once, and so do all below them. Of a hundred
rows one is a county's, so there an order may be walked along its index; a village fetches its few rows and sorts them.
"""

from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Uuid, any_, case, literal_column

from tenants.access.actor import Grant

# No GraphQL name holds an "@", so nothing a client sends can look like one of these.
LOW: ColumnElement[int] = literal_column("@low@", BigInteger)
HIGH: ColumnElement[int] = literal_column("@high@", BigInteger)
LINE = any_(literal_column("@line@", ARRAY(BigInteger)))
CARING_MOTHER = literal_column("@caring_mother_id@", Uuid)
# True, as the planner knows where an order may be walked along its index.
WALKED: ColumnElement[bool] = literal_column("@walked@", Boolean)

TYPES = {"low": "bigint", "high": "bigint", "line": "bigint[]", "caring_mother_id": "uuid"}
WIDEST_SHARED = 1_000_000  # a county's range
WIDEST_SORTED = 1_000  # a township's
REMEMBERED = 4_000_000  # in characters, of each kind


def walked(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """The key of an order, along whose index the planner looks for rows only where there are enough of them."""
    return case((WALKED, key))


def fill_in(text: str, grant: Grant, values: list[object]) -> tuple[str, list[object]]:
    """The statement as it runs under the grant, and its values, followed by the grant's."""
    if grant.high - grant.low > WIDEST_SHARED:
        return with_literals(text, grant), values
    shared, names = with_parameters(text, len(values), walks=grant.high - grant.low > WIDEST_SORTED)
    return shared, values + [getattr(grant, name) for name in names]


@cached(LRUCache(REMEMBERED, getsizeof=lambda filled: len(filled[0])))
def with_parameters(text: str, taken: int, *, walks: bool) -> tuple[str, tuple[str, ...]]:
    text = text.replace("@walked@", "true" if walks else "@low@ is not null")
    names = tuple(name for name in TYPES if f"@{name}@" in text)
    for place, name in enumerate(names, taken + 1):
        text = text.replace(f"@{name}@", f"${place}::{TYPES[name]}")
    return text, names


@cached(LRUCache(REMEMBERED, getsizeof=len))
def with_literals(text: str, grant: Grant) -> str:
    """Every value comes from the database itself."""
    line = ",".join(map(str, grant.line))
    mother = f"'{grant.caring_mother_id}'" if grant.caring_mother_id else "null"
    text = text.replace("@walked@", "true")
    literals = {"low": str(grant.low), "high": str(grant.high), "line": f"array[{line}]", "caring_mother_id": mother}
    for name, literal in literals.items():
        text = text.replace(f"@{name}@", f"{literal}::{TYPES[name]}")
    return text
