"""Logging: the SQL that writes an entry, sent in one trip with the COMMIT of what it tells of."""

from collections.abc import Mapping

from tenants.access.acting import Occasion
from tenants.reading.opening import Place

LONGEST = 200


def logging(occasion: Occasion, place: Place, opened: Mapping[str, str]) -> str:
    """Logs that the acting user opened the place's fields of the records of these ids, each with its tenant's code.

    Ids, codes and fields are the database's and the catalogue's own; what a client sent is never quoted text.
    """
    said = ", ".join(map(text, (occasion.operation, occasion.request_id, occasion.address)))
    listed = (",".join(values) for values in (opened, opened.values(), place.fields))
    ids, codes, fields = (f"'{{{values}}}'" for values in listed)
    return f"select log_access('{place.kind}', {ids}, {codes}, {fields}, {said})"


def text(value: str | None) -> str:
    """A text as hexadecimal digits, cut where it is longer than any we would make."""
    if value is None:
        return "null"
    return f"convert_from('\\x{value[:LONGEST].encode(errors='replace').hex()}', 'UTF8')"
