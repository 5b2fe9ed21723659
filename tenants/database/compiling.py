"""SQLAlchemy composes and compiles statements; asyncpg runs the text."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects untyped


class Compiled(NamedTuple):
    """A statement's text, the names of its parameters in the order of $1, $2, ..., and the values it came with."""

    text: str
    names: tuple[str, ...]
    values: dict[str, Any]

    def arguments(self, given: Mapping[str, Any]) -> list[Any]:
        """The values in their order, the given ones in place of those it came with."""
        return [given[name] if name in given else self.values[name] for name in self.names]


def compile_statement(statement: ClauseElement) -> Compiled:
    compiled = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    assert isinstance(compiled, SQLCompiler)  # noqa: S101  # a statement, not DDL
    return Compiled(str(compiled), tuple(compiled.positiontup or ()), compiled.params)
