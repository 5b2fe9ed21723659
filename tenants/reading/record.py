"""How a kind of record is exposed: its fields and relations with their views, its orders, filters and scopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, FromClause, Table
from sqlalchemy.types import TypeEngine

from tenants.access.scope import Scope
from tenants.reading.selection import Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder
    from tenants.reading.order import Order

Expression = Callable[[FromClause], ColumnElement[Any]]
Join = Callable[[FromClause, FromClause], ColumnElement[bool]]
Build = Callable[["Builder", Selection, FromClause], ColumnElement[Any]]


class View(Enum):
    """In which view of a record a field shows its value."""

    SUMMARY = auto()
    FULL = auto()


def as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Exposure:
    """A field of a record: the view it belongs to, and how it is built.

    `masked` is what a reader sees who sees only the summary; `hidden` tells, for a related record, whether this
    row's is out of sight.
    """

    view: View
    build: Build
    masked: Expression | None = None
    hidden: Callable[["Builder", FromClause], ColumnElement[bool]] | None = None


@dataclass(frozen=True, slots=True)
class ClientCondition:
    """A condition as a client put it: on which field's arguments, where in them, and what is given there."""

    selection: Selection
    path: tuple[str, ...]
    value: Any


class Condition(Protocol):
    """A condition a client may put: the view of what it looks at, and its SQL."""

    @property
    def view(self) -> View: ...

    def build(
        self, builder: "Builder", record: "Record", asked: ClientCondition, row: FromClause
    ) -> ColumnElement[bool]: ...


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition of one value, as SQL over what is bound of it."""

    condition: Callable[..., ColumnElement[bool]]
    binds: tuple[tuple[TypeEngine[Any], Callable[[Any], object]], ...]
    view: View = View.SUMMARY

    def build(self, builder: "Builder", _: "Record", asked: ClientCondition, row: FromClause) -> ColumnElement[bool]:
        values = (builder.bind(asked.selection, asked.path, *bound) for bound in self.binds)
        return self.condition(row, *values)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a record is about, logged when it is shown in full: the kind of person, and the column that names her.

    Where no column does, `named` gives her id and her tenant's code with a colon between, or null.
    """

    kind: str
    key: str = "id"
    named: Expression | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """A kind of record: `name` of the type, `single` and `plural` of the queries (`single` in the policy, too).

    Every kind has an order by its key, ID, beside its own, which go by indexed columns. `told` says that the database
    tells by an id alone that it is of this kind, under `code`. Of one `read_only` there are lists alone. Of which there
    may be very many, `most_counted` are counted. One that `may_be_late` says nothing of a person, and may be read
    from a replica.
    """

    name: str
    single: str
    plural: str
    table: Table
    fields: Mapping[str, Exposure]
    orders: Mapping[str, "Order"] = field(default_factory=dict)
    filters: Mapping[str, Condition] = field(default_factory=dict)
    scopes: Mapping[Scope, Expression] = field(default_factory=dict)
    key: str = "id"
    tenant_column: str = "tenant_code"
    subjects: tuple[Subject, ...] = ()
    told: bool = False
    read_only: bool = False
    may_be_late: bool = False
    most_counted: int | None = None

    @property
    def code(self) -> str:
        return self.single.upper()
