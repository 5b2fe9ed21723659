"""Logging: what a statement, or a rule, says of the files it opened, in the transaction that it is."""

from collections.abc import Sequence
from uuid import UUID

from tenants.access.acting import Occasion
from tenants.database import Writing
from tenants.reading.opening import Place

LONGEST = 200


def logging(places: Sequence[Place], answers: str, said: Sequence[str]) -> str:
    """SQL that logs the files that the answers' marks name; what is said of the occasion are four parameters.

    Kinds and fields are the catalogue's own words.
    """
    kinds = ", ".join(f"'{place.kind}'" for place in places)
    fields = ", ".join(f"'{{{','.join(place.fields)}}}'" for place in places)
    return f"log_openings(array[{kinds}], array[{fields}], array[{answers}], {', '.join(said)})"


def occasion_values(occasion: Occasion, *, lasting: bool) -> list[object]:
    """The parameters; `lasting` where the transaction is answered for only once it is on disk, as every write is."""
    said = (occasion.operation, occasion.request_id, occasion.address)
    return [*(one and one[:LONGEST] for one in said), lasting]


async def log_opening(writing: Writing, place: Place, key: UUID, code: int) -> None:
    """Logs one opening that no statement marks: of the record of this id, kept at the tenant of this code."""
    values = [f'"@0000":"{key}:{code}"', *occasion_values(writing.acting.occasion, lasting=True)]
    await writing.text_row(f"SELECT {logging([place], '$1', ['$2', '$3', '$4', '$5'])}", values)
