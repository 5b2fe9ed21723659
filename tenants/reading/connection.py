"""Connections: a page of records and what lies around it, with only what was asked for computed."""

from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.scope import Scope, Verb
from tenants.errors import HiddenCondition
from tenants.reading.disclosure import subject_of
from tenants.reading.json import EMPTY_LIST, json_object, literal, number
from tenants.reading.names import camel
from tenants.reading.page import LARGEST_SIZE, Page
from tenants.reading.record import ClientCondition, Record, View
from tenants.reading.searching import (
    COUNTED,
    FOUND,
    MOST_NAMED,
    PLACES,
    TOLD,
    hidden_filters,
    is_hidden_order,
    search_disclosures,
    searched,
)
from tenants.reading.selection import TYPENAME, Selection
from tenants.reading.visibility import FOLLOWED, TIES, is_all_fully_visible, is_visible

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

RowCondition = Callable[[FromClause], ColumnElement[bool]]

# The filter that leaves only what is readable in full.
OPENED = "opened"


def match_all(_: FromClause) -> ColumnElement[bool]:
    return true()


class Way(Enum):
    """How a list is come to, which decides what belongs to it."""

    LISTED = auto()  # by itself
    FOLLOWED = auto()  # from a record, and so with what was done elsewhere
    TIED = auto()  # from a record that makes visible what is listed


class Connection:
    """One connection field while it is built: rows, then an item a row, then one object over the items."""

    def __init__(
        self,
        builder: "Builder",
        record: Record,
        selection: Selection,
        where: RowCondition = match_all,
        *,
        way: Way = Way.LISTED,
    ) -> None:
        self.builder = builder
        self.record = record
        self.selection = selection
        self.where = where
        self.way = way
        self.page = Page.from_arguments(record, selection)
        self.refuse_hidden()
        self.lists = [one for one in selection.below if one.name in ("nodes", "edges")]
        self.disclosures = search_disclosures(builder.role, record, self.page)
        # The rows' numbers tell what lies beyond the page, and turn it round.
        self.size = self.page.rows(builder)
        self.numbered = self.page.backward or any(one.name == "page_info" for one in selection.below)

    def build(self) -> ColumnElement[Any]:
        whole = self.aggregate(self.items(self.rows()))
        members = [(one.key, self.member(one, whole)) for one in self.selection.below]
        return json_object([*members, *self.search_members(whole)], self.builder.alias(), whole)

    def rows(self) -> Subquery:
        row = self.record.table.alias(self.builder.alias())
        found = (
            select(*self.page.columns(row))
            .where(self.is_listed(row), self.page.inside(self.builder, row))
            .order_by(*self.page.walk(self.builder, row, of_range=self.way is Way.LISTED))
            .correlate_except(row)
        )
        rows = self.limited(found).subquery(self.builder.alias())
        if not self.numbered:
            return rows
        position, fetched = func.row_number().over().label("n"), func.count().over().label("fetched")
        return select(rows, position, fetched).subquery(self.builder.alias())

    def limited(self, found: Select[Any]) -> Select[Any]:
        """The page's rows, and one more to tell whether there are any.

        Of a size that varies the planner is told the most: of one that it does not know, it expects a tenth of all.
        """
        if not self.page.varies:
            return found.limit(number(self.page.size + self.numbered))
        most = found.limit(number(LARGEST_SIZE + 1)).subquery(self.builder.alias())
        return select(most).limit(self.size + number(1) if self.numbered else self.size)

    def is_listed(self, row: FromClause) -> ColumnElement[bool]:
        """What belongs to the list at all, whatever the page."""
        return self.may_be_listed(row, frozenset())

    def may_be_listed(self, row: FromClause, left_out: frozenset[str]) -> ColumnElement[bool]:
        """What belongs to the list by all but some of the client's filters."""
        role = self.builder.role
        tied = self.way is Way.TIED and Scope.TIED in role.scopes(self.record.single, Verb.VIEW_FULL)
        without = FOLLOWED if self.way is Way.LISTED else TIES
        seen = true() if tied else is_visible(role, self.record, row, without=without)
        return and_(self.where(row), seen, *self.filter_conditions(row, left_out))

    def filter_conditions(self, row: FromClause, left_out: frozenset[str]) -> list[ColumnElement[bool]]:
        """The client's filters, but some."""
        conditions = []
        for name, value in (self.selection.arguments.get("filter") or {}).items():
            if value is not None and name not in left_out:
                wanted = self.record.filters[name]
                asked = ClientCondition(self.selection, ("filter", name), value)
                conditions.append(wanted.build(self.builder, self.record, asked, row))
        return conditions

    def refuse_hidden(self) -> None:
        """Raises HiddenCondition where a filter or the order goes by what may be hidden of a record that is listed."""
        given = self.selection.arguments.get("filter") or {}
        if given.get(OPENED) is True or is_all_fully_visible(self.builder.role, self.record):
            return
        for name, value in given.items():
            if value is not None and self.record.filters[name].view is View.FULL:
                raise HiddenCondition(camel(name))
        if self.page.by and self.page.by.view is View.FULL:
            raise HiddenCondition(self.page.order)

    def items(self, rows: Subquery) -> Subquery:
        items: list[ColumnElement[Any]] = [self.item(one, rows).label(f"i{n}") for n, one in enumerate(self.lists)]
        if self.disclosures:
            items.append(self.mark_found(rows).label("found"))
        if self.numbered:
            items += [rows.c.n, rows.c.fetched, self.page.cursor(self.builder, rows).label("cursor")]
        return select(*items or [true().label("one")]).select_from(rows).subquery(self.builder.alias())

    def item(self, shown: Selection, rows: FromClause) -> ColumnElement[Any]:
        item = self.node(shown, rows) if shown.name == "nodes" else self.edge(shown, rows)
        return case((rows.c.n <= self.size, item)) if self.numbered else item

    def node(self, selection: Selection, rows: FromClause) -> ColumnElement[Any]:
        return self.builder.object_of(self.record, rows, selection.below)

    def edge(self, selection: Selection, rows: FromClause) -> ColumnElement[Any]:
        parts: dict[str, Callable[[Selection], ColumnElement[Any]]] = {
            TYPENAME: lambda _: literal(selection.type),
            "cursor": lambda _: self.page.cursor(self.builder, rows),
            "node": lambda one: self.node(one, rows),
        }
        return json_object([(one.key, parts[one.name](one)) for one in selection.below], self.builder.alias())

    def aggregate(self, items: Subquery) -> Subquery:
        """The items taken together: the lists, and how many rows were fetched between which cursors."""
        parts = [self.list_of(items.c[f"i{n}"], items).label(f"l{n}") for n in range(len(self.lists))]
        if self.disclosures:
            parts.append(self.list_of(items.c.found, items).label("found"))
        if self.numbered:
            last = func.least(items.c.fetched, self.size)
            parts += [
                func.coalesce(func.max(items.c.fetched) > self.size, false(), type_=Boolean).label("more"),
                func.max(items.c.cursor).filter(items.c.n == number(1)).label("first"),
                func.max(items.c.cursor).filter(items.c.n == last).label("last"),
            ]
        return select(*parts or [func.count().label("one")]).select_from(items).subquery(self.builder.alias())

    def list_of(self, item: ColumnElement[Any], items: Subquery) -> ColumnElement[Any]:
        ordered = aggregate_order_by(item, items.c.n.desc()) if self.page.backward else item
        collected: ColumnElement[Any] = func.json_agg(ordered, type_=JSON)
        if self.numbered:
            collected = collected.filter(items.c.n <= self.size)
        return func.coalesce(collected, EMPTY_LIST, type_=JSON)

    def member(self, selection: Selection, whole: Subquery) -> ColumnElement[Any]:
        match selection.name:
            case "nodes" | "edges":
                return whole.c[f"l{self.lists.index(selection)}"]
            case "page_info":
                return self.page_info(selection, whole)
            case "total_count":
                return self.total_count()
            case _:
                return literal(self.selection.type)

    def page_info(self, selection: Selection, whole: Subquery) -> ColumnElement[Any]:
        backward = self.page.backward
        parts: dict[str, Callable[[], ColumnElement[Any]]] = {
            TYPENAME: lambda: literal(selection.type),
            "has_next_page": lambda: self.has_behind() if backward else whole.c.more,
            "has_previous_page": lambda: whole.c.more if backward else self.has_behind(),
            "start_cursor": lambda: whole.c.last if backward else whole.c.first,
            "end_cursor": lambda: whole.c.first if backward else whole.c.last,
        }
        return json_object([(one.key, parts[one.name]()) for one in selection.below], self.builder.alias())

    def has_behind(self) -> ColumnElement[bool]:
        """Whether the list goes on behind the cursor that the page starts from."""
        row = self.record.table.alias(self.builder.alias())
        outside = self.page.outside(self.builder, row)
        if outside is None:
            return false()
        return exists(select(row.c[self.record.key]).where(self.is_listed(row), outside).correlate_except(row))

    def total_count(self) -> ColumnElement[Any]:
        """How many there are; null beyond what is counted at most, which is found out by one more."""
        row, most = self.counted(), self.record.most_counted
        if most is None:
            counted = select(func.count(type_=Integer)).select_from(row).where(self.is_listed(row))
            return counted.correlate_except(row).scalar_subquery()
        found = select(true().label("one")).select_from(row).where(self.is_listed(row)).limit(number(most + 1))
        some = found.correlate_except(row).subquery(self.builder.alias())
        total = case((func.count() <= number(most), func.count(type_=Integer)))
        return select(total).select_from(some).correlate_except(some).scalar_subquery()

    def counted(self) -> FromClause:
        """The rows that are counted."""
        return self.record.table.alias(self.builder.alias())

    def search_members(self, whole: Subquery) -> Iterator[tuple[str, ColumnElement[Any]]]:
        """The members that tell whose files a search looked into.

        These are those on the page, those of a telling count, and whoever would have been shown if it were so of her.
        """
        shown = {one.name for one in self.selection.below}
        if self.disclosures and shown & PLACES:
            yield FOUND, whole.c.found
        if self.disclosures and shown & {"total_count", "page_info"}:
            yield COUNTED, self.mark_few(row := self.looked_through(told=False), self.is_listed(row))
        if self.disclosures and shown & {*PLACES, "total_count"}:
            members = [(self.builder.mark_key(one), searched()) for _, one in self.disclosures]
            many = func.json_build_array(json_object(members, self.builder.alias()), type_=JSON)
            yield TOLD, self.mark_few(row := self.looked_through(told=True), self.is_told(row), many)

    def looked_through(self, *, told: bool) -> FromClause:  # noqa: ARG002  # not all are lists of a table
        """The rows of those that are counted, or that are told about."""
        return self.record.table.alias(self.builder.alias())

    def is_told(self, row: FromClause) -> ColumnElement[bool]:
        """Whom the list tells about: by all but what is hidden. A count, and what lies around, know no cursor."""
        told = self.may_be_listed(row, hidden_filters(self.record, self.page))
        if is_hidden_order(self.page) or {one.name for one in self.selection.below} & {"total_count", "page_info"}:
            return told
        return and_(told, self.page.inside(self.builder, row))

    def mark_found(self, row: FromClause) -> ColumnElement[Any]:
        members = [
            (self.builder.mark_key(disclosure), subject_of(self.record, one, row))
            for one, disclosure in self.disclosures
        ]
        return json_object(members, self.builder.alias())

    def mark_few(
        self, row: FromClause, met: ColumnElement[bool], many: ColumnElement[Any] | None = None
    ) -> ColumnElement[Any]:
        """The marks of all rows that meet the condition, if they are few."""
        few = select(self.mark_found(row).label("found")).where(met).limit(number(MOST_NAMED + 1))
        one = few.correlate_except(row).subquery(self.builder.alias())
        marks = func.json_agg(one.c.found, type_=JSON)
        listed = case((func.count() <= number(MOST_NAMED), marks), else_=many)
        return select(listed).select_from(one).correlate_except(one).scalar_subquery()
