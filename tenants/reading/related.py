"""Conditions on a record one step away, which whoever lists the row is sure to see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, exists, func, select, true
from sqlalchemy.types import TypeEngine

from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.errors import HiddenCondition
from tenants.reading.names import camel
from tenants.reading.record import Build, ClientCondition, Join, Record, View
from tenants.reading.selection import Selection
from tenants.reading.visibility import is_visible

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


@dataclass(frozen=True, slots=True)
class Related:
    """There is a related record that meets conditions of its own, all of which look at what locating it shows.

    `tied` says that only being named by the row makes it visible, to a role that walks such ties.
    """

    kind: str
    on: Join
    tied: bool = False
    view: View = View.SUMMARY

    def build(self, builder: "Builder", _: Record, asked: ClientCondition, row: FromClause) -> ColumnElement[bool]:
        """Raises HiddenCondition for a role that may not see the related record of a row that it lists."""
        record = builder.records[self.kind]
        other = record.table.alias(builder.alias())
        if self.tied and not walks_ties(builder.role, record):
            raise HiddenCondition(camel(asked.path[-1]))
        seen = true() if self.tied else is_visible(builder.role, record, other)
        met = (
            record.filters[name].build(
                builder, record, ClientCondition(asked.selection, (*asked.path, name), value), other
            )
            for name, value in asked.value.items()
            if value is not None
        )
        return exists(select(other.c[record.key]).where(self.on(row, other), seen, *met).correlate_except(other))


@dataclass(frozen=True, slots=True)
class Lacking:
    """There is no related record, among those that the role sees, of which the condition holds for what is asked."""

    kind: str
    on: Join
    condition: Callable[[FromClause, ColumnElement[Any]], ColumnElement[bool]]
    type: TypeEngine[Any]
    view: View = View.SUMMARY

    def build(self, builder: "Builder", _: Record, asked: ClientCondition, row: FromClause) -> ColumnElement[bool]:
        record = builder.records[self.kind]
        other = record.table.alias(builder.alias())
        met = self.condition(other, builder.bind(asked.selection, asked.path, self.type))
        seen = is_visible(builder.role, record, other)
        return ~exists(select(other.c[record.key]).where(self.on(row, other), seen, met).correlate_except(other))


def latest(kind: str, on: Join, column: str, condition: Callable[[FromClause], ColumnElement[bool]]) -> Build:
    """The latest value of a column, among the related records that the role sees and of which the condition holds."""

    def build(builder: "Builder", _: Selection, row: FromClause) -> ColumnElement[Any]:
        record = builder.records[kind]
        other = record.table.alias(builder.alias())
        seen = is_visible(builder.role, record, other)
        found = select(func.max(other.c[column])).where(on(row, other), seen, condition(other))
        return found.correlate_except(other).scalar_subquery()

    return build


def walks_ties(role: Role, record: Record) -> bool:
    return Scope.TIED in role.scopes(record.single, Verb.VIEW_SUMMARY)
