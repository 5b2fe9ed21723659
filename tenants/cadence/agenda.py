"""Agendas: what is owed and not done, in the order in which it is due, a page at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Subquery,
    Table,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array

from tenants.access.scope import Scope, Verb
from tenants.cadence.enums import AgendaTime
from tenants.clock import today
from tenants.database.actor_sql import HIGH, LOW
from tenants.division import parse_code
from tenants.errors import BadRequest
from tenants.metadata import metadata, views
from tenants.reading.connection import Connection
from tenants.reading.cursor import decoder_of
from tenants.reading.exposures import computed, related_one, summary_columns
from tenants.reading.json import literal, number
from tenants.reading.page import DEFAULT_ORDER
from tenants.reading.record import Exposure, Record, Subject, View
from tenants.reading.searching import MOST_NAMED
from tenants.reading.selection import Arguments, Selection
from tenants.records.protections import PAIRED, is_paired_with_actor
from tenants.writing.form import FIRST_DAY

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

# What is due by then is on an agenda, unless it is asked for further ahead.
AHEAD = timedelta(days=31)
WEEK = timedelta(days=7)
COLUMNS = (
    Column("id", Text, primary_key=True),
    Column("tenant_code", BigInteger),
    Column("child_id", Uuid),
    Column("item_id", Uuid),
    Column("due", Date),
    Column("starts", Date),
    Column("opens", Date),
)


def when(row: FromClause) -> ColumnElement[str]:
    """When it is due, as seen from today, in Shanghai."""
    this_day = func.today()
    monday = cast(func.date_trunc(literal("week"), this_day), Date)
    return case(
        (row.c.due < this_day, literal(AgendaTime.OVERDUE)),
        (row.c.due == this_day, literal(AgendaTime.TODAY)),
        (row.c.due < monday + number(WEEK.days), literal(AgendaTime.THIS_WEEK)),
        else_=literal(AgendaTime.LATER),
    )


@dataclass(frozen=True, slots=True)
class ByTheFunction:
    """A condition that the function goes by which finds the entries."""

    view: View = View.SUMMARY

    def build(self, *_: object) -> ColumnElement[bool]:
        return true()


AGENDA_ENTRY_RECORD = Record(
    name="AgendaEntry",
    single="agenda_entry",
    plural="agenda",
    table=Table("agenda", views, *COLUMNS),
    fields={
        **summary_columns("id", "due", "opens"),
        "when": computed(when, View.SUMMARY),
        "tenant": related_one("Tenant", lambda row, tenant: tenant.c.code == row.c.tenant_code, tied=True),
        "child": related_one("Child", lambda row, child: child.c.id == row.c.child_id),
        "item": related_one("ChecklistItem", lambda row, item: item.c.id == row.c.item_id),
    },
    filters={
        **dict.fromkeys(("when", "until", "item", "responsible"), ByTheFunction()),
        "risk_level": ByTheFunction(View.FULL),
    },
    subjects=(Subject("CHILD", "child_id"),),
    scopes={Scope.PAIRED: lambda row: is_paired_with_actor(row, "child_id")},
    read_only=True,
    most_counted=100_000,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose agenda it is, that of the tenants of a range or of a few children: a function and its first arguments."""

    function: str
    arguments: tuple[ColumnElement[Any], ...]


def of_range(builder: "Builder", low: ColumnElement[int], high: ColumnElement[int]) -> Whose:
    """Of tenants, as far as the role sees entries: no others are looked at."""
    if builder.role.scopes(AGENDA_ENTRY_RECORD.single, Verb.VIEW_FULL) == {Scope.OWN}:
        return Whose("agenda_of_range", (func.greatest(low, LOW), func.least(high, LOW + number(1))))
    return Whose("agenda_of_range", (func.greatest(low, LOW), func.least(high, HIGH)))


def of_children(ids: ColumnElement[Any]) -> Whose:
    return Whose("agenda_of_children", (cast(ids, ARRAY(Uuid)),))


class Agenda(Connection):
    """A page of an agenda: its rows come from the function that finds them in order."""

    def __init__(self, builder: "Builder", selection: Selection, whose: Whose) -> None:
        self.whose = whose
        super().__init__(builder, AGENDA_ENTRY_RECORD, selection)

    def rows(self) -> Subquery:
        row = self.entries(self.size + number(1), self.after())
        found = select(*row.c).where(self.is_listed(row)).order_by(row.c.id).correlate_except(row)
        rows = found.limit(self.size + number(1) if self.numbered else self.size).subquery(self.builder.alias())
        if not self.numbered:
            return rows
        position, fetched = func.row_number().over().label("n"), func.count().over().label("fetched")
        return select(rows, position, fetched).subquery(self.builder.alias())

    def has_behind(self) -> ColumnElement[bool]:
        return literal_column("true" if self.selection.arguments.get("after") is not None else "false")

    def counted(self) -> FromClause:
        return self.entries(number((self.record.most_counted or 0) + 1), beginning())

    def looked_through(self, *, told: bool) -> FromClause:
        return self.entries(number(MOST_NAMED + 1), beginning(), whatever_the_risk=told)

    def is_told(self, row: FromClause) -> ColumnElement[bool]:
        """Wherever the page begins."""
        return self.is_listed(row)

    def entries(
        self, most: ColumnElement[int], after: tuple[ColumnElement[Any], ...], *, whatever_the_risk: bool = False
    ) -> FromClause:
        asked = (
            *(self.bind(Date(), partial(bound, name)) for name in ("since", "until")),
            *(self.bind(ARRAY(Text), partial(chosen, name)) for name in ("item", "responsible")),
            cast(null(), ARRAY(Text)) if whatever_the_risk else self.bind(ARRAY(Text), partial(chosen, "risk_level")),
        )
        called = getattr(func, self.whose.function)(*self.whose.arguments, *asked, most, *after)
        columns = [Column(one.name, one.type) for one in COLUMNS]
        found: FromClause = called.table_valued(*columns, name=self.builder.alias()).render_derived()
        return found

    def bind(self, type_: Any, convert: Callable[[Arguments], object]) -> ColumnElement[Any]:  # noqa: ANN401  # a type of SQL
        return self.builder.bind(self.selection, (), type_, convert)

    def after(self) -> tuple[ColumnElement[Any], ...]:
        """Behind which entry the page begins, in the parts of its id."""
        if self.selection.arguments.get("after") is None:
            return beginning()
        types = (Date(), BigInteger(), Uuid(), Uuid())
        return tuple(self.bind(type_, partial(part_of_cursor, place)) for place, type_ in enumerate(types))


def beginning() -> tuple[ColumnElement[Any], ...]:
    nobody = literal_column("'00000000-0000-0000-0000-000000000000'::uuid", Uuid)
    return literal_column("'-infinity'::date", Date), literal_column("0::bigint", BigInteger), nobody, nobody


def part_of_cursor(place: int, arguments: Arguments) -> object:
    """Raises BadRequest for a cursor that is none of an agenda's."""
    cursor: str = arguments["after"]
    text = str(decoder_of(DEFAULT_ORDER, 0, 1, Text())(cursor))
    try:
        due, code, child, item = text.split(".")
        return (date.fromisoformat(due), parse_code(code), UUID(child), UUID(item))[place]
    except ValueError as error:
        raise BadRequest("BAD_CURSOR", cursor=cursor) from error


def chosen(name: str, arguments: Arguments) -> object:
    return (arguments.get("filter") or {}).get(name)


def bound(name: str, arguments: Arguments) -> date:
    """The first or the last day on which what is asked for is due."""
    asked: Mapping[str, Any] = arguments.get("filter") or {}
    this_day = today()
    sunday = this_day + timedelta(6 - this_day.weekday())
    since, until = FIRST_DAY, asked.get("until") or this_day + AHEAD
    match asked.get("when"):
        case AgendaTime.OVERDUE:
            until = min(until, this_day - timedelta(1))
        case AgendaTime.TODAY:
            since, until = this_day, min(until, this_day)
        case AgendaTime.THIS_WEEK:
            since, until = this_day + timedelta(1), min(until, sunday)
        case AgendaTime.LATER:
            since = sunday + timedelta(1)
    return since if name == "since" else until


def read_agenda(builder: "Builder", selection: Selection) -> ColumnElement[Any]:
    """The agenda of the grant: of its tenants, or of the children whom a Caring Mother is paired with."""
    if Scope.PAIRED in builder.role.scopes(AGENDA_ENTRY_RECORD.single, Verb.VIEW_FULL):
        return Agenda(builder, selection, of_children(select(PAIRED.c.children).scalar_subquery())).build()
    return Agenda(builder, selection, of_range(builder, LOW, HIGH)).build()


def of_tenant(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    return Agenda(builder, selection, of_range(builder, row.c.code, row.c.code_end)).build()


def of_child(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    return Agenda(builder, selection, of_children(array[Any]([row.c.id], type_=Uuid))).build()


def of_caring_mother(builder: "Builder", selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """That of the children whom she is paired with now."""
    pairing = metadata.tables["pairings"].alias(builder.alias())
    hers = select(func.array_agg(pairing.c.child_id, type_=ARRAY(Uuid))).where(
        pairing.c.caring_mother_id == row.c.id, pairing.c.until_on == null()
    )
    return Agenda(builder, selection, of_children(hers.correlate_except(pairing).scalar_subquery())).build()


AGENDAS = {
    "Tenant": Exposure(View.SUMMARY, of_tenant),
    "Child": Exposure(View.SUMMARY, of_child),
    "CaringMother": Exposure(View.SUMMARY, of_caring_mother),
}
