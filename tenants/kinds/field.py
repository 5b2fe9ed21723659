"""A field of a kind of record: the type of its values, its labels, its limits, and in which view it is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from typing import Any, Self, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.types import TypeEngine

from tenants import normal_form
from tenants.division import DivisionCode
from tenants.enums import LabelledEnum
from tenants.normal_form import Normal
from tenants.reading.record import Build, Expression
from tenants.writing import form
from tenants.writing.form import LARGEST_MONEY, Check

Mask = Callable[[ColumnElement[str]], ColumnElement[str]]


TENANT = "Tenant"
LONGEST_LINE = 200


class Source(Enum):
    """Where a field's value comes from."""

    GIVEN = auto()  # from whoever writes
    DERIVED = auto()  # a column that the database fills from other columns or records
    COMPUTED = auto()  # no column: an expression, whenever it is read


class FilterBy(Enum):
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
    `ended`: it may be over by now, since the database asks how it was on the day.
    """

    kind: str
    column: str
    tied: bool = False
    hides: bool = False
    ended: bool = False


class FieldOptions(TypedDict, total=False):
    """The options of any field."""

    en: str
    description: str
    hint: str | None
    required: bool
    default: object
    in_summary: bool
    mask: Mask
    filter: bool | FilterBy
    order: bool
    in_forms: bool
    erased: str


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Field:
    """One field. `type` is the Python type of its values, which table, form and API each translate.

    Who sees a record in summary only sees what is `in_summary`, and what has a `mask` masked. What is not `in_forms` is
    written by rules of its own.
    """

    type: Any
    zh: str
    en: str = ""  # as its name, if left out
    description: str | None = None
    hint: str | None = None  # for whoever fills out a form
    required: bool = False
    default: object = None
    in_summary: bool = False
    mask: Mask | None = None
    filter: bool | FilterBy = False
    order: bool = False
    in_forms: bool = True
    sensitive: bool = False
    hashed: bool = False
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    past: bool = False
    after: str | None = None  # of the same record: the day before which this one never is
    check: Check | None = None
    # What erasing a person leaves of it, in SQL: said where it is hidden, required and no text.
    erased: str | None = None
    normal: Normal = normal_form.normalize_lines  # of a text
    source: Source = Source.GIVEN
    column: TypeEngine[Any] | None = None  # where it does not follow from the type
    exposed: bool = True
    reference: Reference | None = None
    build: Build | None = None

    def with_options(self, **changed: Unpack[FieldOptions]) -> Self:
        """The same field as one form asks for it."""
        return replace(self, **changed)


def text(
    zh: str, most: int, *, shortest: int | None = None, sensitive: bool = False, **options: Unpack[FieldOptions]
) -> Field:
    """A text of at most so many characters, in one line if it is short; a sensitive one is encrypted."""
    normal = normal_form.normalize_line if most <= LONGEST_LINE else normal_form.normalize_lines
    return Field(type=str, zh=zh, least=shortest, most=most, sensitive=sensitive, normal=normal, **options)


def person_name(zh: str, **options: Unpack[FieldOptions]) -> Field:
    """The name of a person."""
    return Field(type=str, zh=zh, most=50, normal=normal_form.normalize_name, **options)


def texts(zh: str, most: int, **options: Unpack[FieldOptions]) -> Field:
    """Texts of at most so many characters each: none is an empty list."""
    options.setdefault("required", True)
    options.setdefault("default", ())
    return Field(type=list[str], zh=zh, most=most, normal=normal_form.normalize_line, **options)


def choice(zh: str, of: type[LabelledEnum], **options: Unpack[FieldOptions]) -> Field:
    """One value of an enumeration."""
    return Field(type=of, zh=zh, **options)


def choices(zh: str, of: type[LabelledEnum], **options: Unpack[FieldOptions]) -> Field:
    """Any values of an enumeration: none is an empty list."""
    options.setdefault("required", True)
    options.setdefault("default", ())
    return Field(type=list[of], zh=zh, **options)  # type: ignore[valid-type]  # known at run time


def flag(zh: str, **options: Unpack[FieldOptions]) -> Field:
    """Yes or no."""
    return Field(type=bool, zh=zh, **options)


def number(zh: str, least: int, most: int, **options: Unpack[FieldOptions]) -> Field:
    """A whole number within its bounds."""
    return Field(type=int, zh=zh, least=least, most=most, **options)


def money(
    zh: str, least: Decimal = Decimal(0), most: Decimal = LARGEST_MONEY, **options: Unpack[FieldOptions]
) -> Field:
    """Yuan."""
    return Field(type=Decimal, zh=zh, least=least, most=most, **options)


def day(zh: str, *, future: bool = False, after: str | None = None, **options: Unpack[FieldOptions]) -> Field:
    """A day in Shanghai, not in the future unless it may be, and never before the one that it comes after."""
    return Field(type=date, zh=zh, past=not future, after=after, **options)


def moment(zh: str, *, past: bool = False, **options: Unpack[FieldOptions]) -> Field:
    """A point in time, possibly in the future unless it is past."""
    return Field(type=datetime, zh=zh, past=past, **options)


def code(zh: str, **options: Unpack[FieldOptions]) -> Field:
    """The division code of a tenant."""
    return Field(type=DivisionCode, zh=zh, **options)


def identity_number(zh: str, **options: Unpack[FieldOptions]) -> Field:
    """An identity number: encrypted, and found by its hash."""
    normal, check = normal_form.normalize_number, form.check_identity_number
    return Field(type=str, zh=zh, sensitive=True, hashed=True, check=check, normal=normal, **options)


def phone(zh: str, **options: Unpack[FieldOptions]) -> Field:
    """A phone number: encrypted, and found by its hash."""
    return Field(
        type=str,
        zh=zh,
        sensitive=True,
        hashed=True,
        check=form.check_phone,
        normal=normal_form.normalize_phone,
        **options,
    )


def volunteer_number(zh: str, most: int, **options: Unpack[FieldOptions]) -> Field:
    """The number by which a register of volunteers knows somebody: encrypted, and found by its hash."""
    normal = normal_form.normalize_number
    return Field(type=str, zh=zh, most=most, sensitive=True, hashed=True, normal=normal, **options)


def reference(  # noqa: PLR0913  # what it names, and how
    zh: str,
    kind: str,
    column: str,
    *,
    tied: bool = False,
    hides: bool = False,
    ended: bool = False,
    **options: Unpack[FieldOptions],
) -> Field:
    """A record of another kind, or a tenant, by a column with its key; the summary shows which, unless told not to."""
    options.setdefault("in_summary", True)
    type_ = DivisionCode if kind == TENANT else UUID
    return Field(type=type_, zh=zh, reference=Reference(kind, column, tied, hides, ended), **options)


def stored(zh: str, type_: Any, column: TypeEngine[Any], build: Build, **options: Unpack[FieldOptions]) -> Field:  # noqa: ANN401  # any type
    """A column of a type of its own, written by a rule of its own and shown as it is built."""
    return Field(type=type_, zh=zh, column=column, build=build, **options)


def derived(zh: str, type_: Any, **options: Unpack[FieldOptions]) -> Field:  # noqa: ANN401  # any type
    """A column that the database fills from others of the row; never null."""
    options.setdefault("required", True)
    return Field(type=type_, zh=zh, source=Source.DERIVED, **options)


def internal(column: TypeEngine[Any], *, required: bool = True) -> Field:
    """A column that the database keeps for itself; never null if required."""
    return Field(type=None, zh="", column=column, source=Source.DERIVED, required=required, exposed=False)


def worked_out(zh: str, type_: Any, build: Build, **options: Unpack[FieldOptions]) -> Field:  # noqa: ANN401  # any type
    """What is worked out from other records whenever it is read, or a list is in its order."""
    return Field(type=type_, zh=zh, source=Source.COMPUTED, build=build, **options)


def computed(zh: str, type_: Any, expression: Expression, **options: Unpack[FieldOptions]) -> Field:  # noqa: ANN401  # any type
    """What is worked out from the row whenever it is read."""
    return worked_out(zh, type_, lambda _b, _s, row: expression(row), **options)
