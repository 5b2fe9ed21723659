"""The way from a record to its changes."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause

from tenants.reading.connection import Connection, Way
from tenants.reading.json import literal
from tenants.reading.record import Exposure, View
from tenants.reading.selection import Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def history_of(kind: str) -> Exposure:
    """The changes of a record, for whoever sees it in full."""

    def build(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
        def on(change: FromClause) -> ColumnElement[bool]:
            # A client chooses the ids of its records: another kind's record may have the same.
            return (change.c.record_id == row.c.id) & (change.c.kind == literal(kind))

        return Connection(builder, builder.records["Change"], selection, on, way=Way.TIED).build()

    return Exposure(View.FULL, build)
