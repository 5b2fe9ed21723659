"""What a role may see of a kind of record, as SQL: the one policy point below every way of reading."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, FromClause, and_, false, or_, true

from tenants.access.catalogue import Role
from tenants.access.reach import Reach, Verb
from tenants.acting_sql import HIGH, LINE, LOW
from tenants.errors import Forbidden
from tenants.reading.record import Record


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
