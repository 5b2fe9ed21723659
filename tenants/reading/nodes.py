"""Anything by its id alone: one of them, or many at once, in their order.

The ids of all fields of a statement are looked up together. Whether one is seen is found out once for each kind of
which nothing but that is asked, so that a field takes no more of the statement than the kinds that it asks more of.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    JSON,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from tenants.access.policy import Role
from tenants.database.compiling import compile_statement
from tenants.errors import BadRequest
from tenants.reading.builder import Builder
from tenants.reading.json import EMPTY_LIST, NULL, json_object, literal, number
from tenants.reading.page import LARGEST_SIZE
from tenants.reading.record import Record
from tenants.reading.roots import found, parse_code_or_none, parse_uuid
from tenants.reading.selection import TYPENAME, Arguments, Selection
from tenants.reading.visibility import can_view_any, is_visible

NODE, NODES, ID = "node", "nodes", "id"
NO_TYPE = literal_column("null", Text)
IdsIn = Callable[[Arguments], Sequence[str]]
# No alias has a letter behind the "$".
LOCATED = table(
    "r$located",
    *(column("field", Integer), column("n", BigInteger), column("key", Uuid), column("code", BigInteger)),
    *(column("kind", Text), column("type", Text)),
)
IDS = "r$ids"


def is_bare(selections: Iterable[Selection]) -> bool:
    """Whether nothing is asked but what anything with an id tells."""
    return all(one.name in (ID, TYPENAME) for one in selections)


def read_node(builder: Builder, selection: Selection) -> ColumnElement[Any]:
    """Whatever has the id."""
    items, _ = items_of(builder, selection, lambda arguments: [arguments["id"]])
    return items.scalar_subquery()


def nodes(builder: Builder, selection: Selection) -> ColumnElement[Any]:
    """Whatever has each of the ids, null for what is not found, in their order."""
    items, row = items_of(builder, selection, lambda arguments: within_a_page(arguments["ids"]))
    listed = items.add_columns(row.c.n).subquery(builder.alias())
    all_of_them = func.json_agg(aggregate_order_by(listed.c.item, listed.c.n), type_=JSON)
    return func.coalesce(select(all_of_them).select_from(listed).scalar_subquery(), EMPTY_LIST, type_=JSON)


def items_of(builder: Builder, selection: Selection, ids_in: IdsIn) -> tuple[Select[Any], FromClause]:
    """An item a located id, and the row that it is of."""
    row = LOCATED.alias(builder.alias())
    item = item_of(builder, selection, row).label("item")
    # One that is refused asks for nothing.
    builder.located = builder.located or Located(builder)
    is_asked = row.c.field == builder.located.ask(selection, ids_in)
    return select(item).select_from(row).where(is_asked).correlate_except(row), row


def item_of(builder: Builder, selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """The record of the kind that the database tells by the id; of the others, whichever is found."""
    asked = [kind for kind in visible_kinds(builder, selection) if not is_bare(selection.of[kind.name])]
    told = [(literal(kind.code), found(builder, kind, selection, key_of(kind, row))) for kind in asked if kind.told]
    others = [found(builder, kind, selection, key_of(kind, row)) for kind in asked if not kind.told]
    item = bare_item(builder, selection, row)
    if others:
        item = case((row.c.kind.is_(None), func.coalesce(*others, item, type_=JSON)), else_=item)
    # A CASE has at least one WHEN.
    return case(*told, value=row.c.kind, else_=item) if told else item


def bare_item(builder: Builder, selection: Selection, row: FromClause) -> ColumnElement[Any]:
    """An object of what anything with an id tells, for the types of which no more is asked."""
    types: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, below in selection.of.items():
        if is_bare(below):
            types.setdefault(tuple((one.key, one.name) for one in below), []).append(name)
    told = {ID: func.coalesce(cast(row.c.key, Text), cast(row.c.code, Text)), TYPENAME: row.c.type}
    objects = [
        (
            # Where the same is asked of all of them, the text would be ten times as long.
            row.c.type.in_([literal(name) for name in names]) if len(types) > 1 else row.c.type.is_not(None),
            json_object([(key, told[name]) for key, name in members], builder.alias()),
        )
        for members, names in types.items()
    ]
    return case(*objects, else_=NULL) if objects else NULL


def visible_kinds(builder: Builder, selection: Selection) -> list[Record]:
    """A kind that the role has no business with is not found; what is no record is found elsewhere."""
    records = [builder.records[name] for name in selection.of if name in builder.records]
    return [kind for kind in records if can_view_any(builder.role, kind)]


def key_of(kind: Record, row: FromClause) -> ColumnElement[Any]:
    return row.c.code if kind.key == "code" else row.c.key


class Located:
    """The ids that the fields of a statement ask for: of each its kind, and its type where no more is asked of it."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.asked: list[Select[Any]] = []
        self.bare: dict[str, Record] = {}

    def ask(self, selection: Selection, ids_in: IdsIn) -> ColumnElement[int]:
        """The number of the field, by which its rows are known."""
        field, bind = number(len(self.asked)), self.builder.bind
        keys = bind(selection, (), ARRAY(Uuid), lambda given: [parse_uuid(one) for one in ids_in(given)])
        codes = bind(selection, (), ARRAY(BigInteger), lambda given: [parse_code_or_none(one) for one in ids_in(given)])
        ids = (
            func.unnest(keys, codes)
            .table_valued(
                column("key", Uuid), column("code", BigInteger), with_ordinality="n", name=self.builder.alias()
            )
            .render_derived()
        )
        self.asked.append(select(field.label("field"), ids.c.n, ids.c.key, ids.c.code))
        self.bare |= {
            kind.name: kind for kind in visible_kinds(self.builder, selection) if is_bare(selection.of[kind.name])
        }
        return field

    def cte(self) -> CTE:
        """What all fields read, once the last of them has asked."""
        ids = union_all(*self.asked).subquery(IDS)
        kind = func.kind_of(ids.c.key, type_=Text)
        told = [(literal(one.code), self.type_of(one)) for one in self.bare.values() if one.told]
        others = [self.type_of(one) for one in self.bare.values() if not one.told]
        type_ = case((kind.is_(None), func.coalesce(*others, NO_TYPE, type_=Text)))
        if told:
            type_ = case(*told, value=kind, else_=type_)
        return select(*ids.c, kind.label("kind"), type_.label("type")).cte(LOCATED.name)

    def type_of(self, kind: Record) -> ColumnElement[Any]:
        return literal_column(type_text(self.builder.role, kind), Text)


@cache
def type_text(role: Role, kind: Record) -> str:
    """The kind's name where its record is seen: SQL that is the same in all statements of a role, and made once."""
    row = kind.table.alias("r$seen")
    asked: ColumnElement[Any] = literal_column(f'"{IDS}".{"code" if kind.key == "code" else "key"}')
    is_there = (row.c[kind.key] == asked) & is_visible(role, kind, row)
    seen = compile_statement(select(literal(kind.name)).select_from(row).where(is_there))
    assert not seen.names  # noqa: S101  # nothing of a request is in it
    return f"({seen.text})"


def within_a_page(ids: Sequence[str]) -> Sequence[str]:
    """Raises BadRequest for too many."""
    if len(ids) > LARGEST_SIZE:
        raise BadRequest("BAD_PAGE_SIZE", most=LARGEST_SIZE)
    return ids
