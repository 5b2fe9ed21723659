"""JSON in SQL: objects and lists as scalar expressions, in the client's own order of keys."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    Select,
    Text,
    cast,
    column,
    func,
    literal_column,
    select,
    values,
)
from sqlalchemy.sql.elements import quoted_name

Members = Sequence[tuple[str, ColumnElement[Any]]]

LONGEST_IDENTIFIER = 63
NULL: ColumnElement[Any] = literal_column("null::json", JSON)
EMPTY_LIST: ColumnElement[Any] = literal_column("'[]'::json", JSON)


def json_object(members: Members, alias: str, source: FromClause | None = None) -> ColumnElement[Any]:
    """The members as one JSON object: per row of whatever encloses it, or once over an aggregated source."""
    if not members:
        return literal_column("'{}'::json", JSON)
    if any(len(key) > LONGEST_IDENTIFIER for key, _ in members):
        return json_object_of_long_keys(members, alias, source)
    row = columns(members, [key for key, _ in members], source).subquery(alias)
    return select(func.row_to_json(literal_column(alias), type_=JSON)).select_from(row).scalar_subquery()


def json_object_of_long_keys(members: Members, alias: str, source: FromClause | None) -> ColumnElement[Any]:
    """The slower form, for keys longer than an SQL identifier may be."""
    row = columns(members, [f"c{n}" for n in range(len(members))], source).subquery(alias)
    pairs = (
        values(column("key", Text), column("value", JSON), name=f"{alias}_pairs")
        .data([(literal(key), func.to_json(row.c[f"c{n}"])) for n, (key, _) in enumerate(members)])
        .lateral()
    )
    merged = func.json_object_agg(pairs.c.key, pairs.c.value, type_=JSON)
    return select(merged).select_from(row, pairs).scalar_subquery()


def columns(members: Members, names: Sequence[str], source: FromClause | None) -> Select[Any]:
    labelled = select(
        *(
            json_value(value).label(quoted_name(name, quote=True))
            for name, (_, value) in zip(names, members, strict=True)
        )
    )
    return labelled.correlate_except() if source is None else labelled.select_from(source).correlate_except(source)


def json_value(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Codes, and money, are text in JSON: a JavaScript number would round them."""
    return cast(value, Text) if isinstance(value.type, BigInteger | Numeric) else value


def literal(text: str) -> ColumnElement[str]:
    """A name of the API or a response key, inlined: as a parameter each would cost a bind."""
    return literal_column("'" + text.replace("'", "''") + "'", Text)


def number(value: int) -> ColumnElement[int]:
    """A number that belongs to the statement, inlined likewise."""
    return literal_column(str(value), Integer)
