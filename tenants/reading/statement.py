"""The finished statement: a column a root field, the text and where each parameter comes from; made once, run often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from uuid_utils.compat import uuid4

from tenants.access.actor import Actor, Grant
from tenants.access.policy import Role
from tenants.database.compiling import compile_statement
from tenants.database.replicas import Replicas
from tenants.database.transactions import Database, Reading
from tenants.database.unsealed import Logged
from tenants.encryption.columns import SearchTerm, hash_term
from tenants.encryption.keys import Keys
from tenants.errors import BadRequest, CircleError, about
from tenants.reading.builder import Builder
from tenants.reading.disclosure import strip_marks
from tenants.reading.lateness import may_be_late
from tenants.reading.logging import compile_logging, logged, request_values, shown_of
from tenants.reading.marks import decrypt_marks
from tenants.reading.record import Record
from tenants.reading.selection import Arguments, Constant, Parameter, Selection
from tenants.reading.visibility import VisibleTenant

LOGGED_VALUES, PROOF_VALUES = 5, 7
Root = Callable[[Builder, Selection], ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL that returns one row: for each root field, by key, its finished JSON, or one with `marks` to be decrypted.

    Alone, it proves who acts in the same breath. What it discloses it logs; the marks that say so are to be taken out.
    One that `may_be_late` is of what a replica may tell.
    """

    text: str
    alone: str
    keys: tuple[str, ...]
    parameters: tuple[Parameter | Constant, ...]
    marks: bool = False
    shown: tuple[str, ...] = ()
    may_be_late: bool = False

    @property
    def opens(self) -> bool:
        """Whether it can show anything of files that is logged."""
        return bool(self.shown)

    @property
    def size(self) -> int:
        """About what it takes to remember it, in characters."""
        return len(self.text) + len(self.alone)

    def values(self, arguments: Mapping[int, Arguments], keys: Keys, grant: Grant) -> list[object]:
        """The parameters of a request. Raises BadRequest for an argument that means nothing, or HiddenCondition."""
        return [value_of(parameter, arguments, keys, grant) for parameter in self.parameters]

    def request_values(self, actor: Actor, statement: UUID, *, lasting: bool) -> list[object]:
        """What the log is told of the request."""
        return request_values(actor.request_info, statement, lasting=lasting) if self.opens else []

    def logged(self, row: Sequence[Any] | None, actor: Actor, request: Sequence[object]) -> list[Logged]:
        """What is to be sealed of a row that was kept; nothing where it opened no file."""
        if not row or not self.shown or row[-1] is None:
            return []
        return [logged(request, row[-1], actor, self.shown, row[:-1])]

    def columns(self, row: Sequence[str | None] | None) -> tuple[str | None, ...]:
        """What the row shows, without what it says of logging."""
        return tuple(row or ())[: len(self.keys)]

    def texts(self, row: Sequence[str | None] | None, keys: Keys) -> dict[str, str | None]:
        """The JSON of each root field, as it is answered."""
        texts: dict[str, str | None] = dict(zip(self.keys, row or (), strict=False))
        if self.opens:
            texts = {key: text and strip_marks(text) for key, text in texts.items()}
        if self.marks:
            texts = {key: text and decrypt_marks(keys, text) for key, text in texts.items()}
        return texts


def value_of(parameter: Parameter | Constant, arguments: Mapping[int, Arguments], keys: Keys, grant: Grant) -> object:
    if isinstance(parameter, Constant):
        return parameter.constant
    with about(parameter.source):
        value = parameter.value(arguments)
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str):
                check_text(text)
        if isinstance(value, VisibleTenant):
            return value.line(grant)
        return hash_term(keys, value) if isinstance(value, SearchTerm) else value


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
    whole = select(*(column.label(f"c{n}") for n, column in enumerate(columns.values())))
    asked = compile_statement(whole.add_cte(builder.located.cte()) if builder.located else whole)
    parameters = tuple(builder.parameters.get(name, Constant(asked.values[name])) for name in asked.names)
    shown, taken = ["answer.*"], len(parameters)
    if builder.disclosures:
        answers = ", ".join(f"answer.c{n}::text" for n in range(len(columns)))
        shown.append(compile_logging(builder.disclosures, answers, placeholders(taken, LOGGED_VALUES)))
        taken += LOGGED_VALUES
    head, proof = f"SELECT {', '.join(shown)} FROM", ", ".join(placeholders(taken, PROOF_VALUES))
    return Statement(
        text=f"{head} ({asked.text} OFFSET 0) AS answer",
        # Where nothing is proven there is no row, and no table is looked at before.
        alone=f"{head} prove_actor({proof}) AS proven, LATERAL ({asked.text} WHERE proven OFFSET 0) AS answer",
        keys=tuple(columns),
        parameters=parameters,
        marks=builder.marks,
        shown=tuple(shown_of(one.kind, one.fields) for one in builder.disclosures),
        may_be_late=not builder.disclosures and may_be_late(records, selections),
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
    actor: Actor,
    statement: Statement,
    arguments: Mapping[int, Arguments],
    shown: Shown | None = None,
) -> dict[str, str | None]:
    """One statement in one trip proves who acts, reads and logs: each root field's JSON text, or None for null.

    What is only `shown` again is not logged again.
    """
    key = uuid4()
    request = statement.request_values(actor, key, lasting=database.flushes_log)
    values = [*statement.values(arguments, database.keys, actor.grant), *request, *actor.proof]
    if not statement.opens:
        return statement.texts(await database.fetch_row(actor, statement.alone, values), database.keys)
    with database.unsealed.told(key):
        if shown is None:
            row = await database.fetch_row(actor, statement.alone, values)
            kept = True
        else:
            row, kept = await database.row_if(
                actor, statement.alone, values, lambda row: statement.columns(row) != shown.columns
            )
            shown.columns = statement.columns(row)
    if kept:
        database.unsealed.logged += statement.logged(row, actor, request)
    return statement.texts(row, database.keys)


async def answer_from(
    replicas: Replicas,
    database: Database,
    actor: Actor,
    statement: Statement,
    arguments: Mapping[int, Arguments],
) -> dict[str, str | None]:
    """The same of a statement that may be late."""
    values = [*statement.values(arguments, database.keys, actor.grant), *actor.proof]
    return statement.texts(await replicas.fetch_row(database, actor, statement.alone, values), database.keys)


async def read(reading: Reading, statement: Statement, arguments: Mapping[int, Arguments]) -> dict[str, str | None]:
    """The same within a transaction that acts already."""
    request = statement.request_values(reading.actor, uuid4(), lasting=True)
    values = [*statement.values(arguments, reading.keys, reading.actor.grant), *request]
    row = await reading.fetch_text(statement.text, values)
    reading.logged += statement.logged(row, reading.actor, request)
    return statement.texts(row, reading.keys)
