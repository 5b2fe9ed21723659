"""The finished statement: a column a root field, the text and where each parameter comes from; made once, run often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from tenants.access.catalogue import Role
from tenants.audit.logging import logging
from tenants.database import Reading
from tenants.errors import BadRequest
from tenants.reading.builder import Builder
from tenants.reading.marks import open_marks
from tenants.reading.opening import Place, take_out
from tenants.reading.record import Record
from tenants.reading.selection import Arguments, Constant, Parameter, Selection
from tenants.sealing.columns import Sought, digest
from tenants.sealing.keys import Keys
from tenants.sql import compile_statement

Root = Callable[[Builder, Selection], ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL that returns one row: for each root field, by key, its finished JSON, or one with `marks` to be opened."""

    text: str
    keys: tuple[str, ...]
    parameters: tuple[Parameter | Constant, ...]
    marks: bool = False
    places: tuple[Place, ...] = ()

    def values(self, arguments: Mapping[int, Arguments], keys: Keys) -> list[object]:
        """The parameters of a request. Raises BadRequest for an argument that means nothing."""
        values = [parameter.value(arguments) for parameter in self.parameters]
        for place, value in enumerate(values):
            if isinstance(value, str):
                check_text(value)
            elif isinstance(value, Sought):
                values[place] = digest(keys, value)
        return values


def check_text(text: str) -> None:
    """Raises BadRequest for what PostgreSQL's UTF-8 cannot hold."""
    if "\0" in text:
        raise BadRequest("NUL")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadRequest("NOT_UNICODE") from error


def build_statement(
    role: Role, records: Mapping[str, Record], roots: Mapping[str, Root], selections: Sequence[Selection]
) -> Statement:
    """One statement for all the root fields. Raises Forbidden or BadRequest before anything runs."""
    builder = Builder(role, records)
    columns = [roots[one.name](builder, one).label(f"c{n}") for n, one in enumerate(selections)]
    compiled = compile_statement(select(*columns))
    parameters = tuple(builder.parameters.get(name, Constant(compiled.values[name])) for name in compiled.names)
    keys = tuple(one.key for one in selections)
    return Statement(compiled.text, keys, parameters, builder.marks, tuple(builder.places))


async def read(reading: Reading, statement: Statement, arguments: Mapping[int, Arguments]) -> dict[str, str | None]:
    """Runs the statement: for each root field its JSON text, or None for null. Whose files it opened is logged."""
    row = await reading.text_row(statement.text, statement.values(arguments, reading.keys)) or ()
    if statement.places:
        opened: dict[Place, dict[str, str]] = {}
        row = [text and take_out(text, statement.places, opened) for text in row]
        reading.log += [logging(reading.acting.occasion, place, ids) for place, ids in opened.items()]
    texts: dict[str, str | None] = dict(zip(statement.keys, row, strict=True))
    if statement.marks:
        return {key: text and open_marks(reading.keys, text) for key, text in texts.items()}
    return texts
