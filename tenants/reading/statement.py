"""The finished statement: a column a root field, the text and where each parameter comes from; made once, run often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from tenants.access.acting import Acting, Grant
from tenants.access.catalogue import Role
from tenants.audit.logging import logging, occasion_values
from tenants.database import Database, Reading
from tenants.errors import BadRequest, CircleError, about
from tenants.reading.builder import Builder
from tenants.reading.marks import open_marks
from tenants.reading.opening import without_marks
from tenants.reading.record import Record
from tenants.reading.selection import Arguments, Constant, Parameter, Selection
from tenants.reading.visibility import InSight
from tenants.sealing.columns import Sought, digest
from tenants.sealing.keys import Keys
from tenants.sql import compile_statement

SAID, PROVEN = 4, 7
Root = Callable[[Builder, Selection], ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL that returns one row: for each root field, by key, its finished JSON, or one with `marks` to be opened.

    Alone, it proves who acts in the same breath. What it `opens` it logs; the marks that say so are to be taken out.
    """

    text: str
    alone: str
    keys: tuple[str, ...]
    parameters: tuple[Parameter | Constant, ...]
    marks: bool = False
    opens: bool = False

    @property
    def size(self) -> int:
        """About what it takes to remember it, in characters."""
        return len(self.text) + len(self.alone)

    def values(self, arguments: Mapping[int, Arguments], keys: Keys, grant: Grant) -> list[object]:
        """The parameters of a request. Raises BadRequest for an argument that means nothing, or HiddenCondition."""
        return [value_of(parameter, arguments, keys, grant) for parameter in self.parameters]

    def said(self, acting: Acting, *, lasting: bool) -> list[object]:
        """What the log is told of the occasion."""
        return occasion_values(acting.occasion, lasting=lasting) if self.opens else []

    def columns(self, row: Sequence[str | None] | None) -> tuple[str | None, ...]:
        """What the row shows, without what it says of logging."""
        return tuple(row or ())[: len(self.keys)]

    def texts(self, row: Sequence[str | None] | None, keys: Keys) -> dict[str, str | None]:
        """The JSON of each root field, as it is answered."""
        texts: dict[str, str | None] = dict(zip(self.keys, row or (), strict=False))
        if self.opens:
            texts = {key: text and without_marks(text) for key, text in texts.items()}
        if self.marks:
            texts = {key: text and open_marks(keys, text) for key, text in texts.items()}
        return texts


def value_of(parameter: Parameter | Constant, arguments: Mapping[int, Arguments], keys: Keys, grant: Grant) -> object:
    if isinstance(parameter, Constant):
        return parameter.constant
    with about(parameter.source):
        value = parameter.value(arguments)
        if isinstance(value, str):
            check_text(value)
        if isinstance(value, InSight):
            return value.line(grant)
        return digest(keys, value) if isinstance(value, Sought) else value


def check_text(text: str) -> None:
    """Raises BadRequest for what PostgreSQL's UTF-8 cannot hold."""
    if "\0" in text:
        raise BadRequest("NUL")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadRequest("NOT_UNICODE") from error


def build_statement(
    role: Role,
    records: Mapping[str, Record],
    roots: Mapping[str, Root],
    selections: Sequence[Selection],
    refused: dict[str, CircleError] | None = None,
) -> Statement:
    """One statement for all the root fields, or for those that are not `refused`, where these are asked for.

    Else raises Forbidden or BadRequest, before anything runs.
    """
    builder = Builder(role, records)
    columns = columns_of(builder, roots, selections, refused)
    asked = compile_statement(select(*(column.label(f"c{n}") for n, column in enumerate(columns.values()))))
    parameters = tuple(builder.parameters.get(name, Constant(asked.values[name])) for name in asked.names)
    shown, taken = ["answer.*"], len(parameters)
    if builder.places:
        answers = ", ".join(f"answer.c{n}::text" for n in range(len(columns)))
        shown.append(logging(builder.places, answers, placeholders(taken, SAID)))
        taken += SAID
    head, proof = f"SELECT {', '.join(shown)} FROM", ", ".join(placeholders(taken, PROVEN))
    return Statement(
        text=f"{head} ({asked.text} OFFSET 0) AS answer",
        # Where nothing is proven there is no row, and no table is looked at before.
        alone=f"{head} begin_acting({proof}) AS proven, LATERAL ({asked.text} WHERE proven OFFSET 0) AS answer",
        keys=tuple(columns),
        parameters=parameters,
        marks=builder.marks,
        opens=bool(builder.places),
    )


def columns_of(
    builder: Builder,
    roots: Mapping[str, Root],
    selections: Sequence[Selection],
    refused: dict[str, CircleError] | None,
) -> dict[str, ColumnElement[Any]]:
    """The root fields' JSON by their keys, without those that are put among the `refused`."""
    columns: dict[str, ColumnElement[Any]] = {}
    for one in selections:
        try:
            with about(one.source):
                columns[one.key] = roots[one.name](builder, one)
        except CircleError as error:
            if refused is None:
                raise
            refused[one.key] = error
    return columns


def placeholders(taken: int, count: int) -> list[str]:
    return [f"${taken + n}" for n in range(1, count + 1)]


@dataclass(slots=True)
class Shown:
    """What a subscription showed last, as the database gave it."""

    columns: tuple[str | None, ...] | None = None


async def answer(
    database: Database,
    acting: Acting,
    statement: Statement,
    arguments: Mapping[int, Arguments],
    shown: Shown | None = None,
) -> dict[str, str | None]:
    """One statement in one trip proves who acts, reads and logs: each root field's JSON text, or None for null.

    What is only `shown` again is not logged again.
    """
    said = statement.said(acting, lasting=database.flushes_log)
    values = [*statement.values(arguments, database.keys, acting.grant), *said, *acting.proof]
    if shown is None or not statement.opens:
        return statement.texts(await database.row(acting, statement.alone, values), database.keys)
    row = await database.row_if(acting, statement.alone, values, lambda row: statement.columns(row) != shown.columns)
    shown.columns = statement.columns(row)
    return statement.texts(row, database.keys)


async def read(reading: Reading, statement: Statement, arguments: Mapping[int, Arguments]) -> dict[str, str | None]:
    """The same within a transaction that acts already."""
    values = [
        *statement.values(arguments, reading.keys, reading.acting.grant),
        *statement.said(reading.acting, lasting=True),
    ]
    return statement.texts(await reading.text_row(statement.text, values), reading.keys)
