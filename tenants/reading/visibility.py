"""What a role may see of a kind of record, as SQL: the one policy point below every way of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, and_, false, not_, or_, true

from tenants.access.actor import Grant
from tenants.access.policy import Role
from tenants.access.scope import Scope, Verb
from tenants.database.actor_sql import HIGH, LINE, LOW
from tenants.division import line_of
from tenants.errors import Forbidden, HiddenCondition
from tenants.reading.record import ClientCondition, Record, View

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


NOTHING: frozenset[Scope] = frozenset()
# A tie is followed, or read by id: lists show registers and those who serve.
TIES = frozenset({Scope.TIED})
# What was done for a child elsewhere is followed from its file.
FOLLOWED = TIES | {Scope.KEPT, Scope.KEPT_OWN}
# Where the first holds, so does the second.
WIDER = ((Scope.OWN, Scope.SUBTREE), (Scope.KEPT_OWN, Scope.KEPT), (Scope.RECEIVING_OWN, Scope.RECEIVING))


def is_visible(
    role: Role, record: Record, row: FromClause, *, without: frozenset[Scope] = NOTHING
) -> ColumnElement[bool]:
    """The rows of which the role sees at least the summary. Raises Forbidden where it sees nothing of the kind.

    A role that has nothing but ties has no business with lists, which leave them out.
    """
    scopes = viewing_scopes(role, record) - without
    if not scopes:
        raise Forbidden(role=role.name, resource=record.single)
    return is_within(record, row, scopes)


def is_fully_visible(role: Role, record: Record, row: FromClause) -> ColumnElement[bool]:
    """Whether a visible row is readable in full: constant where that is so of all it sees, or of nothing."""
    opens = role.scopes(record.single, Verb.VIEW_FULL)
    if widest_scopes(viewing_scopes(role, record)) == widest_scopes(opens):
        return true()
    return is_within(record, row, opens)


def is_all_fully_visible(role: Role, record: Record) -> bool:
    """Whether the role sees whatever it lists of the kind in full."""
    return is_fully_visible(role, record, record.table).compare(true())


class FullViewCondition:
    """A condition on records: that they are seen in full, or in summary only."""

    view = View.SUMMARY

    def build(self, builder: "Builder", record: Record, asked: ClientCondition, row: FromClause) -> ColumnElement[bool]:
        is_open = is_fully_visible(builder.role, record, row)
        return is_open if asked.value else not_(is_open)


@dataclass(frozen=True, slots=True)
class VisibleTenant:
    """The code of a tenant that a condition names; one that is out of sight would be met by nothing, falsely."""

    condition: str
    code: int

    def line(self, grant: Grant) -> list[int]:
        """It and all above it. Raises HiddenCondition for a tenant neither in the grant's range nor above it."""
        if not grant.low <= self.code < grant.high and self.code not in grant.line:
            raise HiddenCondition(self.condition, "OUT_OF_SIGHT")
        return list(line_of(self.code))


def can_view_any(role: Role, record: Record) -> bool:
    """Whether the role sees anything of the kind."""
    return bool(role.scopes(record.single, Verb.VIEW_SUMMARY) | role.scopes(record.single, Verb.VIEW_FULL))


def viewing_scopes(role: Role, record: Record) -> frozenset[Scope]:
    if not can_view_any(role, record):
        raise Forbidden(role=role.name, resource=record.single)
    return role.scopes(record.single, Verb.VIEW_SUMMARY) | role.scopes(record.single, Verb.VIEW_FULL) - {Scope.OPENED}


def is_within(record: Record, row: FromClause, scopes: Iterable[Scope]) -> ColumnElement[bool]:
    return or_(false(), *(scope_condition(record, row, scope) for scope in in_turn(widest_scopes(scopes))))


def in_turn(scopes: Iterable[Scope]) -> list[Scope]:
    """What looks no further than the row comes first."""
    return sorted(scopes, key=lambda scope: (scope in FOLLOWED, scope))


def widest_scopes(scopes: Iterable[Scope]) -> frozenset[Scope]:
    kept = frozenset(scopes)
    return kept - {narrow for narrow, wide in WIDER if wide in kept}


def scope_condition(record: Record, row: FromClause, scope: Scope) -> ColumnElement[bool]:
    tenant = row.c[record.tenant_column]
    match scope:
        case Scope.OWN:
            return tenant == LOW
        case Scope.SUBTREE:
            return and_(tenant >= LOW, tenant < HIGH)
        case Scope.LINE:
            return tenant == LINE
        case _:
            return record.scopes[scope](row)
