"""How a record has to stand for a change of it: asked when it is found, and when one asks what one may do with it."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, FromClause, and_, case, false, func, not_, null, true

from tenants.errors import ProblemCode
from tenants.reading.json import literal, number
from tenants.reading.record import Expression


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition on a record's row, and what is said, of which field, of one that does not meet it.

    None says that it is not the caller's to change.
    """

    holds: Expression
    otherwise: ProblemCode | None
    field: str = "id"


@cache
def is_empty(name: str, otherwise: ProblemCode = ProblemCode.CLOSED, field: str = "id") -> Standing:
    return Standing(lambda row: row.c[name].is_(None), otherwise, field)


@cache
def is_filled(name: str, otherwise: ProblemCode, field: str = "id") -> Standing:
    return Standing(lambda row: row.c[name].is_not(None), otherwise, field)


@cache
def is_in(name: str, value: str, otherwise: ProblemCode = ProblemCode.ALREADY_DONE) -> Standing:
    return Standing(lambda row: row.c[name] == literal(value), otherwise)


@cache
def is_of_another(name: str) -> Standing:
    """Written by somebody else than who acts."""
    return Standing(lambda row: row.c[name].is_distinct_from(func.actor_user()), ProblemCode.SAME_PERSON)


@cache
def is_not_own_content(kind: str) -> Standing:
    """Whoever acts neither entered what is to be approved nor changed it since it last was."""
    return Standing(
        lambda row: func.is_others_content(literal(kind), row.c.id, row.c.created_by), ProblemCode.SAME_PERSON
    )


def meets(row: FromClause, standing: tuple[Standing, ...]) -> ColumnElement[bool]:
    """Whether a row meets all of them."""
    return and_(true(), *(one.holds(row) for one in standing))


def first_unmet(row: FromClause, standing: tuple[Standing, ...]) -> ColumnElement[int]:
    """The place of the first that a row does not meet, or null."""
    whens = [(not_(func.coalesce(one.holds(row), false())), number(place)) for place, one in enumerate(standing)]
    return case(*whens, else_=null())
