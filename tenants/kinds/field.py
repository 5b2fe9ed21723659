"""A field of a kind of record: the type of its values, its words, its limits, and how far it is seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.types import TypeEngine

from tenants import normal_form
from tenants.hierarchy.division import DivisionCode
from tenants.normal_form import Normal
from tenants.reading.record import Expression
from tenants.reading.selection import Selection
from tenants.terms import Term
from tenants.writing import form
from tenants.writing.form import LARGEST_MONEY, Check

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

Build = Callable[["Builder", Selection, FromClause], ColumnElement[Any]]
Mask = Callable[[ColumnElement[str]], ColumnElement[str]]


TENANT = "Tenant"
LONGEST_LINE = 200


class Source(Enum):
    """Where a field's value comes from."""

    GIVEN = auto()  # from whoever writes
    DERIVED = auto()  # a column that the database fills from other columns or records
    COMPUTED = auto()  # no column: an expression, whenever it is read


class Way(Enum):
    """How a field is looked for."""

    IN_LIST = auto()  # it is one of several
    EQUAL = auto()  # it is this
    CONTAINS = auto()  # its text holds this
    SAME = auto()  # it is this, however it is spelled
    BETWEEN = auto()  # it lies between two values, both of them within


@dataclass(frozen=True, slots=True)
class Reference:
    """Another record that a field names, by a column of its own.

    `tied`: being named makes it visible. `hides`: it may be out of sight, and is listed as hidden then.
    """

    kind: str
    column: str
    tied: bool = False
    hides: bool = False


class Said(TypedDict, total=False):
    """What may be said of any field."""

    en: str
    description: str
    hint: str | None
    required: bool
    default: object
    located: bool
    mask: Mask
    filter: bool | Way
    order: bool
    asked: bool
    erased: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Field:
    """One field. `type` is the Python type of its values, which table, form and API each translate.

    Where some may locate a record without opening it, they see what is `located`, and what has a `mask` masked. What is
    not `asked` is written by rules of its own.
    """

    type: Any
    zh: str
    en: str = ""  # as its name, if left out
    description: str | None = None
    hint: str | None = None  # for whoever fills out a form
    required: bool = False
    default: object = None
    located: bool = False
    mask: Mask | None = None
    filter: bool | Way = False
    order: bool = False
    asked: bool = True
    sensitive: bool = False
    hashed: bool = False
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    past: bool = False
    check: Check | None = None
    # What erasing a person leaves of it, in SQL: said where it is hidden, required and no text.
    erased: str | None = None
    normal: Normal = normal_form.lines  # of a text
    source: Source = Source.GIVEN
    column: TypeEngine[Any] | None = None  # where it does not follow from the type
    exposed: bool = True
    reference: Reference | None = None
    build: Build | None = None

    def but(self, **changed: Unpack[Said]) -> Self:
        """The same field as one form asks for it."""
        return replace(self, **changed)


def text(zh: str, most: int, *, shortest: int | None = None, sensitive: bool = False, **said: Unpack[Said]) -> Field:
    """A text of at most so many characters, in one line if it is short; a sensitive one is sealed."""
    normal = normal_form.line if most <= LONGEST_LINE else normal_form.lines
    return Field(type=str, zh=zh, least=shortest, most=most, sensitive=sensitive, normal=normal, **said)


def person_name(zh: str, **said: Unpack[Said]) -> Field:
    """The name of a person."""
    return Field(type=str, zh=zh, most=50, normal=normal_form.name, **said)


def texts(zh: str, most: int, **said: Unpack[Said]) -> Field:
    """Texts of at most so many characters each: none is an empty list."""
    said.setdefault("required", True)
    said.setdefault("default", ())
    return Field(type=list[str], zh=zh, most=most, normal=normal_form.line, **said)


def choice(zh: str, of: type[Term], **said: Unpack[Said]) -> Field:
    """One of the terms."""
    return Field(type=of, zh=zh, **said)


def flag(zh: str, **said: Unpack[Said]) -> Field:
    """Yes or no."""
    return Field(type=bool, zh=zh, **said)


def number(zh: str, least: int, most: int, **said: Unpack[Said]) -> Field:
    """A whole number within its bounds."""
    return Field(type=int, zh=zh, least=least, most=most, **said)


def money(zh: str, least: Decimal = Decimal(0), most: Decimal = LARGEST_MONEY, **said: Unpack[Said]) -> Field:
    """Yuan."""
    return Field(type=Decimal, zh=zh, least=least, most=most, **said)


def day(zh: str, *, future: bool = False, **said: Unpack[Said]) -> Field:
    """A day in Shanghai, not in the future unless it may be."""
    return Field(type=date, zh=zh, past=not future, **said)


def moment(zh: str, **said: Unpack[Said]) -> Field:
    """A point in time."""
    return Field(type=datetime, zh=zh, **said)


def code(zh: str, **said: Unpack[Said]) -> Field:
    """The division code of a tenant."""
    return Field(type=DivisionCode, zh=zh, **said)


def identity_number(zh: str, **said: Unpack[Said]) -> Field:
    """An identity number: sealed, and found by its hash."""
    normal, check = normal_form.identity_number, form.identity_number
    return Field(type=str, zh=zh, sensitive=True, hashed=True, check=check, normal=normal, **said)


def phone(zh: str, **said: Unpack[Said]) -> Field:
    """A phone number: sealed, and found by its hash."""
    return Field(type=str, zh=zh, sensitive=True, hashed=True, check=form.phone, normal=normal_form.phone, **said)


def reference(
    zh: str, kind: str, column: str, *, tied: bool = False, hides: bool = False, **said: Unpack[Said]
) -> Field:
    """A record of another kind, or a tenant, whose key stands in the column; whoever locates the record sees which."""
    said.setdefault("located", True)
    type_ = DivisionCode if kind == TENANT else UUID
    return Field(type=type_, zh=zh, reference=Reference(kind, column, tied, hides), **said)


def stored(zh: str, type_: Any, column: TypeEngine[Any], build: Build, **said: Unpack[Said]) -> Field:  # noqa: ANN401  # any type
    """A column of a type of its own, written by a rule of its own and shown as it is built."""
    return Field(type=type_, zh=zh, column=column, build=build, **said)


def derived(zh: str, type_: Any, **said: Unpack[Said]) -> Field:  # noqa: ANN401  # any type
    """A column that the database fills from others of the row; never null."""
    said.setdefault("required", True)
    return Field(type=type_, zh=zh, source=Source.DERIVED, **said)


def unseen(column: TypeEngine[Any]) -> Field:
    """A column that the database keeps for itself; never null."""
    return Field(type=None, zh="", column=column, source=Source.DERIVED, required=True, exposed=False)


def computed(zh: str, type_: Any, expression: Expression, **said: Unpack[Said]) -> Field:  # noqa: ANN401  # any type
    """What is worked out from the row whenever it is read."""
    return Field(type=type_, zh=zh, source=Source.COMPUTED, build=lambda _b, _s, row: expression(row), **said)
