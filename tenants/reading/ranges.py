"""Ranges: conditions of a first and a last value, both of them within, either of which may be left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, and_, true
from sqlalchemy.types import TypeEngine

from tenants.clock import SHANGHAI
from tenants.errors import BadRequest
from tenants.reading.names import camel
from tenants.reading.record import ClientCondition, Record, View

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

T = TypeVar("T")
Bounded = Callable[[FromClause, ColumnElement[Any]], ColumnElement[bool]]
FIRST, LAST = "from", "to"


class Range(Generic[T]):
    """What such a condition takes, of values of a Python type."""


@dataclass(frozen=True, slots=True)
class Between:
    """A value of the row's is neither before the first nor after the last."""

    not_before: Bounded
    not_after: Bounded
    type: TypeEngine[Any]
    view: View = View.SUMMARY

    def build(self, builder: "Builder", _: Record, asked: ClientCondition, row: FromClause) -> ColumnElement[bool]:
        ends = ((FIRST, self.not_before), (LAST, self.not_after))
        return and_(
            true(),
            *(
                condition(row, builder.bind(asked.selection, asked.path, self.type, partial(bound_of, asked.path, end)))
                for end, condition in ends
                if asked.value.get(end) is not None
            ),
        )


def between(name: str, type_: TypeEngine[Any], view: View = View.SUMMARY) -> Between:
    """The column's value lies in the range."""
    return Between(lambda row, first: row.c[name] >= first, lambda row, last: row.c[name] <= last, type_, view)


def bound_of(path: tuple[str, ...], end: str, given: Mapping[str, Any]) -> object:
    """One end of a range. Raises BadRequest for a range whose ends are the wrong way round."""
    first, last = (in_shanghai(given.get(each)) for each in (FIRST, LAST))
    if first is not None and last is not None and first > last:
        raise BadRequest("REVERSED_RANGE", range=".".join(map(camel, path[1:])))
    return first if end == FIRST else last


def in_shanghai(value: Any) -> Any:  # noqa: ANN401  # any value that has an order
    """A moment without an offset is one in Shanghai."""
    return value.replace(tzinfo=SHANGHAI) if isinstance(value, datetime) and value.tzinfo is None else value
