"""Rows and inputs of any kind, from what is said of it: one factory for all tests."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from stdnum.cn import uscc

from tenants.division import DivisionCode
from tenants.kinds.field import Field, Reference, Source
from tenants.kinds.filters import enum_of, is_enum
from tenants.kinds.kind import Fields, Kind
from tenants.kinds.mutation import Mutation
from tenants.kinds.table import column_name
from tenants.reading.names import camel
from tenants.records.attachment.kind import check_sha256
from tenants.records.kinds import BY_NAME, KINDS
from tenants.records.organization import check_credit_code
from tenants.records.rules import rules_of
from tenants.records.target.kind import check_period
from tenants.writing.form import check_phone

FIRST = date(2024, 1, 1)
# Those that have a table of their own.
WITH_TABLES = [kind for kind in KINDS if not kind.read_only]
TABLES: Mapping[str, str] = {kind.name: kind.plural for kind in WITH_TABLES}
RULES: Mapping[str, tuple[Kind, Mutation]] = {
    camel(rule.name): (kind, rule) for kind in KINDS for rule in rules_of(kind)
}

Words = Callable[[str, int], str]


def own_words(name: str, number: int) -> str:
    """Words that no other record has."""
    return f"{name}<{number}>"


def row(kind: Kind, number: int, words: Words = own_words) -> dict[str, Any]:
    """The columns of an open record that the database accepts, but for those that name others."""
    closing = (kind.closing.day, kind.closing.reason) if kind.closing else ()
    given = {
        name: one
        for name, one in kind.columns.items()
        if one.source is Source.GIVEN and one.reference is None and one.in_forms and name not in closing
    }
    return {column_name(name, one): value(name, one, number, words) for name, one in given.items()}


def all_references(kind: Kind) -> Mapping[str, Reference]:
    """The other records and the tenants that a kind's records name, by the fields."""
    return {name: one.reference for name, one in kind.fields.items() if one.reference}


def references(kind: Kind) -> Mapping[str, Reference]:
    """The other records alone."""
    return {name: reference for name, reference in all_references(kind).items() if reference.kind in TABLES}


def is_before(other: Reference, kind: Kind) -> bool:
    """Whether what is named is there first: of two that name each other, not what a rule fills in later."""
    back = {name for name, one in kind.fields.items() if one.reference is other and not one.in_forms}
    return other.kind != kind.name and not (
        back and kind.name in {one.kind for one in references(BY_NAME[other.kind]).values()}
    )


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Those that others name before these."""
    named = {kind.name: {other.kind for other in references(kind).values() if is_before(other, kind)} for kind in kinds}
    return [BY_NAME[name] for name in TopologicalSorter(named).static_order() if name in named]


# Records of these are made by hand wherever they are, for what they are to each other; of the others, by what is said.
BY_HAND = (
    *("CaringMother", "Child", "Pairing", "Visit", "Need", "Support", "Wish", "PublishedWish", "FileOpening"),
    *("Transfer", "Activity", "Project", "Donation", "Delivery", "BudgetLine", "BudgetChange", "RemainderTransfer"),
)
OTHERS = in_order(kind for kind in WITH_TABLES if kind.name not in BY_HAND)


def credit_code(number: int) -> str:
    """A unified social credit code that nothing else has, with the right check character."""
    digits = f"5133{number % 10000:04d}MJ{number % 10**7:07d}"
    return digits + str(uscc.calc_check_digit(digits))


# What a check of its own lets through.
CHECKED: Mapping[Any, Callable[[int], str]] = {
    check_phone: lambda number: f"154{number:08d}",
    check_credit_code: credit_code,
    check_sha256: lambda number: f"{number:064x}",
    check_period: lambda number: ("2024", "2023-Q4", "2024-H1", "2024-02")[number % 4],
}


def value(name: str, one: Field, number: int, words: Words = own_words) -> Any:  # noqa: ANN401  # as its type is
    """A value within the field's limits, the days in the order of the numbers."""
    if name == "programme_only":
        # What counts for one programme is compared after random histories, at every tenant.
        return False
    if one.check in CHECKED:
        return CHECKED[one.check](number)
    if is_enum(one.type):
        return list(one.type)[number % len(one.type)].value
    if (of := enum_of(one.type)) is not None:
        return [list(of)[number % len(of)].value]
    by_type: Mapping[Any, Callable[[], Any]] = {
        str: lambda: words(name, number)[: int(one.most or 100)],
        list[str]: lambda: [words(name, number)],
        list[UUID]: list,
        DivisionCode: lambda: DivisionCode(330127000000 + number % 100),
        bool: lambda: number % 2 == 0,
        int: lambda: int(one.least or 0) + number % 5,
        Decimal: lambda: Decimal(number + 1),
        date: lambda: FIRST + timedelta(days=number % 100),
        datetime: lambda: datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(days=number % 100),
    }
    return by_type[one.type]()


def given(fields: Fields, number: int = 0, *, needed: bool = False) -> dict[str, Any]:
    """What an input takes for the fields, or for those it needs, but for those that name others."""
    return {
        camel(name): in_json(value(name, one, number))
        for name, one in fields.items()
        if one.reference is None and (one.required or not needed)
    }


def in_json(value: object) -> object:
    return str(value) if isinstance(value, date | datetime | Decimal) else value


def names_of(kind: Kind) -> tuple[str, ...]:
    """What the API calls the fields of a kind that hold values."""
    return tuple(camel(name) for name, one in kind.fields.items() if one.exposed and one.reference is None)
