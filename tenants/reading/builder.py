"""Builds one statement from a selection: objects of records, with what the role may not see left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    case,
    false,
    func,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.errors import about
from tenants.reading.disclosure import Disclosure, disclosure_of, subject_of
from tenants.reading.json import json_object, literal
from tenants.reading.marks import mark
from tenants.reading.names import camel
from tenants.reading.record import Exposure, Record, View, as_it_is
from tenants.reading.selection import TYPENAME, Parameter, Selection
from tenants.reading.visibility import is_fully_visible, is_visible

if TYPE_CHECKING:
    from tenants.reading.nodes import Located

HIDDEN_FIELDS = "hidden_fields"
Worked = Callable[["Builder", FromClause], FromClause]


class Builder:
    """The state of building one statement: whose eyes, which kinds of record, the parameters and aliases so far.

    `marks` tells that the JSON holds encrypted values, to be decrypted on the way out.
    """

    def __init__(self, role: Role, records: Mapping[str, Record]) -> None:
        self.role = role
        self.records = records
        self.parameters: dict[str, Parameter] = {}
        self.marks = False
        self.located: Located | None = None
        self.disclosures: list[Disclosure] = []
        self._aliases = 0
        self._once: dict[tuple[FromClause, Worked], FromClause] = {}

    def alias(self) -> str:
        """A name for a table; no GraphQL name holds a "$", so no response key is ever taken for it."""
        self._aliases += 1
        return f"r${self._aliases}"

    def bind(
        self,
        selection: Selection,
        path: tuple[str, ...],
        type_: TypeEngine[Any],
        convert: Callable[[Any], object] = as_it_is,
    ) -> BindParameter[Any]:
        """A parameter taken, at each request, from this field's arguments."""
        name = f"asked_{len(self.parameters)}"
        self.parameters[name] = Parameter(selection.source, path, convert)
        return bindparam(name, type_=type_)

    def once(self, row: FromClause, work: "Worked") -> FromClause:
        """What several fields of a row are parts of, worked out once for the row."""
        key = (row, work)
        if key not in self._once:
            self._once[key] = work(self, row)
        return self._once[key]

    def mark_encrypted(self, row: FromClause, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """An encrypted column of a record's row."""
        self.marks = True
        (kept,) = column.base_columns
        return mark(literal(str(kept)), row.c.id, column)

    def object_of(self, record: Record, row: FromClause, selections: Sequence[Selection]) -> ColumnElement[Any]:
        """A record's object, field by field, each as the row's own view allows."""
        is_open = is_fully_visible(self.role, record, row)
        members = [(one.key, self.field_of(record, row, one, is_open)) for one in selections]
        return json_object([*members, *self.disclosure_members(record, row, selections, is_open)], self.alias())

    def disclosure_members(
        self, record: Record, row: FromClause, selections: Sequence[Selection], is_open: ColumnElement[bool]
    ) -> Iterator[tuple[str, ColumnElement[Any]]]:
        """The members that tell whose file this object shows in full, if it can show any at all."""
        for subject in record.subjects:
            disclosure = disclosure_of(record, subject, selections)
            if disclosure is None or is_open.compare(false()):
                continue
            yield self.mark_key(disclosure), when(is_open, subject_of(record, subject, row), null())

    def mark_key(self, disclosure: Disclosure) -> str:
        """The key of the marks of a disclosure."""
        if disclosure not in self.disclosures:
            self.disclosures.append(disclosure)
        return f"@{self.disclosures.index(disclosure):04}"

    def field_of(
        self, record: Record, row: FromClause, selection: Selection, is_open: ColumnElement[bool]
    ) -> ColumnElement[Any]:
        if selection.name == TYPENAME:
            return literal(record.name)
        if selection.name == HIDDEN_FIELDS:
            return self.hidden_fields(record, row, is_open)
        exposed = record.fields[selection.name]
        with about(selection.source):
            return self.limit_to_view(exposed, exposed.build(self, selection, row), row, is_open)

    def hidden_fields(self, record: Record, row: FromClause, is_open: ColumnElement[bool]) -> ColumnElement[Any]:
        """The names of the fields whose value is hidden in this row: null there, or masked as a name is."""
        names = [
            when(is_open, null(), literal(camel(name)))
            for name, exposed in record.fields.items()
            if exposed.view is View.FULL and not is_open.compare(true())
        ]
        names += [
            case((exposed.hidden(self, row) & (is_open if exposed.view is View.FULL else true()), literal(camel(name))))
            for name, exposed in record.fields.items()
            if exposed.hidden and not (exposed.view is View.FULL and is_open.compare(false()))
        ]
        return func.to_json(func.array_remove(array[Any](names, type_=Text), null()), type_=JSON)

    def limit_to_view(
        self, exposed: Exposure, value: ColumnElement[Any], row: FromClause, is_open: ColumnElement[bool]
    ) -> ColumnElement[Any]:
        if exposed.view is View.SUMMARY:
            return value
        return when(is_open, value, exposed.masked(row) if exposed.masked else null())

    def build_one(
        self,
        record: Record,
        where: Callable[[FromClause], ColumnElement[bool]],
        selections: Sequence[Selection],
        *,
        tied: bool = False,
    ) -> ColumnElement[Any]:
        """The one visible record that meets the condition, or null. A tied one is visible because its tie is."""
        row = record.table.alias(self.alias())
        seen = is_visible(self.role, record, row)
        if tied and Scope.TIED in self.role.scopes(record.single, Verb.VIEW_SUMMARY):
            seen = true()
        return (
            select(self.object_of(record, row, selections))
            .select_from(row)
            .where(and_(where(row), seen))
            .correlate_except(row)
            .scalar_subquery()
        )


def when(condition: ColumnElement[bool], value: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """A case, unless the condition is the same for every row."""
    if condition.compare(true()):
        return value
    if condition.compare(false()):
        return other
    return case((condition, value), else_=other)
