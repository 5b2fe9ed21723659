"""What a role may see of a kind of record, as SQL: the one policy point below every way of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, and_, false, not_, or_, true

from tenants.access.acting import Grant
from tenants.access.catalogue import Role
from tenants.access.reach import Reach, Verb
from tenants.acting_sql import HIGH, LINE, LOW
from tenants.errors import Forbidden, HiddenCondition
from tenants.hierarchy.division import line_of
from tenants.reading.record import Asked, Depth, Record

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


def visible(role: Role, record: Record, row: FromClause, *, without: Reach | None = None) -> ColumnElement[bool]:
    """The rows the role may at least locate. Raises Forbidden when the role has no business with the resource.

    Lists leave out TIED: they show registers and those who serve; a tie is walked, or opened by id. A role that has
    nothing but ties has no business with lists.
    """
    reaches = located_reaches(role, record) - {without}
    if not reaches:
        raise Forbidden(role=role.name, resource=record.single)
    return within(record, row, reaches)


def opened(role: Role, record: Record, row: FromClause) -> ColumnElement[bool]:
    """Whether a visible row is readable in full: constant where the role opens all that it locates, or nothing."""
    opens = role.reach(record.single, Verb.OPEN)
    if widest(located_reaches(role, record)) == widest(opens):
        return true()
    return within(record, row, opens)


def opens_all(role: Role, record: Record) -> bool:
    """Whether the role opens whatever it lists of the kind."""
    return opened(role, record, record.table).compare(true())


class IsOpened:
    """A condition on records: that they are readable in full, or that they are only located."""

    depth = Depth.LOCATED

    def build(self, builder: "Builder", record: Record, asked: Asked, row: FromClause) -> ColumnElement[bool]:
        is_open = opened(builder.role, record, row)
        return is_open if asked.value else not_(is_open)


@dataclass(frozen=True, slots=True)
class InSight:
    """The code of a tenant that a condition names; one that is out of sight would be met by nothing, falsely."""

    condition: str
    code: int

    def line(self, grant: Grant) -> list[int]:
        """It and all above it. Raises HiddenCondition for a tenant neither in the grant's range nor above it."""
        if not grant.low <= self.code < grant.high and self.code not in grant.line:
            raise HiddenCondition(self.condition, "OUT_OF_SIGHT")
        return list(line_of(self.code))


def reaches_any(role: Role, record: Record) -> bool:
    """Whether the role has any business with the resource."""
    return bool(role.reach(record.single, Verb.LOCATE) | role.reach(record.single, Verb.OPEN))


def located_reaches(role: Role, record: Record) -> frozenset[Reach]:
    if not reaches_any(role, record):
        raise Forbidden(role=role.name, resource=record.single)
    return role.reach(record.single, Verb.LOCATE) | role.reach(record.single, Verb.OPEN) - {Reach.OPENED}


def within(record: Record, row: FromClause, reaches: Iterable[Reach]) -> ColumnElement[bool]:
    return or_(false(), *(reach_condition(record, row, reach) for reach in sorted(widest(reaches))))


def widest(reaches: Iterable[Reach]) -> frozenset[Reach]:
    kept = frozenset(reaches)
    return kept - {Reach.OWN} if Reach.SUBTREE in kept else kept


def reach_condition(record: Record, row: FromClause, reach: Reach) -> ColumnElement[bool]:
    tenant = row.c[record.tenant_column]
    match reach:
        case Reach.OWN:
            return tenant == LOW
        case Reach.SUBTREE:
            return and_(tenant >= LOW, tenant < HIGH)
        case Reach.LINE:
            return tenant == LINE
        case _:
            return record.reaches[reach](row)
