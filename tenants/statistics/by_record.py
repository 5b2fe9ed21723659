"""A figure by the records that it is counted for: the largest first, and the rest of the whole."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    Select,
    Subquery,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.kinds.indicator import IndicatorType
from tenants.reading.json import EMPTY_LIST, json_object, literal, number
from tenants.reading.order import KEY_OF_ORDER
from tenants.reading.page import requested_size
from tenants.reading.selection import TYPENAME, Selection
from tenants.reading.visibility import can_view_any, is_visible
from tenants.statistics.indicators import LARGEST, IndicatorByRecord
from tenants.statistics.parts import Parts

if TYPE_CHECKING:
    from tenants.reading.builder import Builder

NODES, REST, WITH_PARTS = "nodes", "rest", "with_parts"
NESTED = (column("dimension", Text), column("amount", BigInteger), column("with_parts", BigInteger))
AMOUNT, WITH, PLACE, LISTED = "amount$", "with$", "place$", "listed$"


class RecordCounts:
    """One such field while it is built: amounts by record, an item a record that is listed, one object over them.

    A record that the role may not see is not listed: what is counted for it stays in the rest, which makes the whole.
    """

    def __init__(
        self,
        builder: "Builder",
        selection: Selection,
        parts: Parts,
        by: IndicatorByRecord,
        period: Mapping[str, ColumnElement[Any]],
    ) -> None:
        self.builder = builder
        self.selection = selection
        self.parts = parts
        self.by = by
        self.period = period
        self.record = builder.records[by.kind.name]
        self.is_any_seen = can_view_any(builder.role, self.record)
        self.lists = [one for one in selection.below if one.name == NODES and self.is_any_seen]
        size = requested_size(selection.arguments)[0]
        self.size: ColumnElement[int] = number(size)
        if "first" in selection.varying:
            self.size = builder.bind(selection, (), Integer(), lambda arguments: requested_size(arguments)[0])

    def object(self) -> ColumnElement[Any]:
        whole = self.aggregate(self.items(self.ranked(self.amounts())))
        members = [(one.key, self.member(one, whole)) for one in self.selection.below]
        return json_object(members, self.builder.alias(), whole)

    def amounts(self) -> Subquery:
        """The amount of each record by its id, alone and with what is part of it, and of the whole by nothing."""
        parts = self.parts(self.select_part)
        amount = cast(func.sum(parts.c.amount), BigInteger)
        each = select(parts.c.dimension, amount.label(AMOUNT)).group_by(parts.c.dimension)
        if not self.by.nests:
            return each.add_columns(amount.label(WITH)).subquery(self.builder.alias())
        own = each.subquery(self.builder.alias())
        every = select(func.array_agg(own.c.dimension).label("ids"), func.array_agg(own.c[AMOUNT]).label("amounts"))
        asked = every.subquery(self.builder.alias())
        nested = getattr(func, f"amounts_of_{self.record.table.name}")(asked.c.ids, asked.c.amounts)
        counted = nested.table_valued(*NESTED, name=self.builder.alias()).render_derived().lateral()
        return (
            select(counted.c.dimension, counted.c.amount.label(AMOUNT), counted.c.with_parts.label(WITH))
            .select_from(asked)
            .join(counted, true())
            .subquery(self.builder.alias())
        )

    def select_part(self, source: FromClause) -> Select[Any]:
        """The months of the period of a flow; of a stock all up to its end."""
        figure, by = literal(self.by.indicator.name), literal(self.by.figure)
        counted = [source.c.figure.in_([figure, by]), or_(source.c.figure == by, source.c.dimension == literal(""))]
        if self.period:
            counted.append(source.c.month < self.period["end"])
        if self.period and self.by.indicator.type is IndicatorType.FLOW:
            counted.append(source.c.month >= self.period["start"])
        return select(source.c.dimension, source.c.amount).where(*counted)

    def ranked(self, amounts: Subquery) -> Subquery:
        """The amounts, each with its record where that is seen, and its place among those."""
        row = self.record.table.alias(self.builder.alias())
        seen = is_visible(self.builder.role, self.record, row) if self.is_any_seen else false()
        found = and_(row.c[self.record.key] == cast(func.nullif(amounts.c.dimension, literal("")), Uuid), seen)
        is_any = or_(amounts.c[AMOUNT] != number(0), amounts.c[WITH] != number(0))
        known = row.c[self.record.key].is_not(None) & is_any
        place = func.row_number().over(partition_by=known, order_by=[amounts.c[WITH].desc(), row.c[self.record.key]])
        columns = [row.c[kept.name] for kept in self.record.table.c if kept.info != KEY_OF_ORDER]
        counted = select(*columns, amounts, known.label(LISTED), place.label(PLACE))
        return counted.select_from(amounts.outerjoin(row, found)).subquery(self.builder.alias())

    def items(self, ranked: Subquery) -> Subquery:
        listed = ranked.c[LISTED] & (ranked.c[PLACE] <= self.size)
        items = [case((listed, self.item(one, ranked))).label(f"i{n}") for n, one in enumerate(self.lists)]
        amounts = (ranked.c.dimension, ranked.c[AMOUNT], ranked.c[PLACE], listed.label(LISTED))
        return select(*items, *amounts).select_from(ranked).subquery(self.builder.alias())

    def item(self, shown: Selection, ranked: Subquery) -> ColumnElement[Any]:
        members = [(one.key, self.part(one, shown, ranked)) for one in shown.below]
        return json_object(members, self.builder.alias())

    def part(self, selection: Selection, shown: Selection, ranked: Subquery) -> ColumnElement[Any]:
        if selection.name == TYPENAME:
            return literal(shown.type)
        if selection.name == self.record.single:
            return self.builder.object_of(self.record, ranked, selection.below)
        return self.amount_of(ranked.c[WITH if selection.name == WITH_PARTS else AMOUNT])

    def aggregate(self, items: Subquery) -> Subquery:
        parts = [
            func.coalesce(
                func.json_agg(aggregate_order_by(items.c[f"i{n}"], items.c[PLACE]), type_=JSON).filter(items.c[LISTED]),
                EMPTY_LIST,
                type_=JSON,
            ).label(f"l{n}")
            for n in range(len(self.lists))
        ]
        whole, listed = (
            func.coalesce(func.sum(items.c[AMOUNT]).filter(counted), number(0))
            for counted in (items.c.dimension == literal(""), items.c[LISTED])
        )
        return select(*parts, (whole - listed).label(REST)).select_from(items).subquery(self.builder.alias())

    def member(self, selection: Selection, whole: Subquery) -> ColumnElement[Any]:
        if selection.name == NODES:
            return whole.c[f"l{self.lists.index(selection)}"] if self.lists else EMPTY_LIST
        return self.amount_of(whole.c[REST]) if selection.name == REST else literal(self.selection.type)

    def amount_of(self, amount: ColumnElement[Any]) -> ColumnElement[Any]:
        if self.by.indicator.money:
            return cast(cast(amount, Numeric) / number(100), Numeric(20, 2))
        return cast(func.least(amount, number(LARGEST)), Integer)
