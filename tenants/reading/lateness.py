"""Which answers may be a little late: figures, the tree of tenants, programmes; nothing that tells of a person."""

from collections.abc import Mapping, Sequence

from tenants.reading.record import Record
from tenants.reading.selection import Selection

# Of what is below them nothing is asked: they are of figures alone.
OF_FIGURES = {"Statistics", "ItemCompliance"}


def may_be_late(records: Mapping[str, Record], selections: Sequence[Selection]) -> bool:
    """Whether all that is asked for is of types that may be; a type that nobody thought of may not."""
    return all(one.of for one in selections) and are_late(records, selections)


def are_late(records: Mapping[str, Record], selections: Sequence[Selection]) -> bool:
    """The same of what is below a root field, where a value that is no object is its object's."""
    return all(
        name in OF_FIGURES or (is_of_late_record(records, name) and are_late(records, below))
        for one in selections
        for name, below in one.of.items()
    )


def is_of_late_record(records: Mapping[str, Record], name: str) -> bool:
    """Whether it is the type of such a record, of a page of them, or of a place on it."""
    record = records.get(name.removesuffix("Connection").removesuffix("Edge"))
    return name == "PageInfo" or (record is not None and record.may_be_late)
