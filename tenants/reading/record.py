"""How a kind of record is exposed: its fields and relations with their depth, its orders, filters and reaches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, FromClause, Table
from sqlalchemy.types import TypeEngine

from tenants.access.reach import Reach
from tenants.reading.selection import Selection

if TYPE_CHECKING:
    from tenants.reading.builder import Builder
    from tenants.reading.order import Order

Expression = Callable[[FromClause], ColumnElement[Any]]
Join = Callable[[FromClause, FromClause], ColumnElement[bool]]


class Depth(Enum):
    """How far a record has to be readable before a field of it shows its value."""

    LOCATED = auto()
    OPENED = auto()


def as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Exposure:
    """A field of a record: the depth it needs, and how it is built.

    `masked` is what a reader sees who may only locate the record; `hidden` tells, for a related record, whether this
    row's is out of sight.
    """

    depth: Depth
    build: Callable[["Builder", Selection, FromClause], ColumnElement[Any]]
    masked: Expression | None = None
    hidden: Callable[["Builder", FromClause], ColumnElement[bool]] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition as a client put it: on which field's arguments, where in them, and what is given there."""

    selection: Selection
    path: tuple[str, ...]
    value: Any


class Condition(Protocol):
    """A condition a client may put: the depth of what it looks at, and its SQL."""

    @property
    def depth(self) -> Depth: ...

    def build(self, builder: "Builder", record: "Record", asked: Asked, row: FromClause) -> ColumnElement[bool]: ...


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition of one value, as SQL over what is bound of it."""

    condition: Callable[..., ColumnElement[bool]]
    binds: tuple[tuple[TypeEngine[Any], Callable[[Any], object]], ...]
    depth: Depth = Depth.LOCATED

    def build(self, builder: "Builder", _: "Record", asked: Asked, row: FromClause) -> ColumnElement[bool]:
        values = (builder.bind(asked.selection, asked.path, *bound) for bound in self.binds)
        return self.condition(row, *values)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a record is about, whose opening is logged: the kind of person, and the column that names her.

    Where no column does, `named` gives her id and her tenant's code with a colon between, or null.
    """

    kind: str
    key: str = "id"
    named: Expression | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """A kind of record: `name` of the type, `single` and `plural` of the queries (`single` in the policy, too).

    Every kind has an order by its key, ID, beside its own, which go by indexed columns. `told` says that the database
    tells by an id alone that it is of this kind, under `code`. Of a `view` there are lists, and no finding by an id.
    """

    name: str
    single: str
    plural: str
    table: Table
    fields: Mapping[str, Exposure]
    orders: Mapping[str, "Order"] = field(default_factory=dict)
    filters: Mapping[str, Condition] = field(default_factory=dict)
    reaches: Mapping[Reach, Expression] = field(default_factory=dict)
    key: str = "id"
    tenant_column: str = "tenant_code"
    subjects: tuple[Subject, ...] = ()
    told: bool = False
    view: bool = False

    @property
    def code(self) -> str:
        return self.single.upper()
