"""A person's identity number: what it says that her file does not, and that it is in no other open file of a child.

What disagrees is told, and the record is kept as it was given. Where else a number is on file is told nobody. Whoever
is refused a child's is on record for it, in the log of the file that has it, and is refused so often in a day.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from tenants.database.transactions import Writing
from tenants.encryption.columns import SearchTerm, associated_data, hash_term
from tenants.encryption.keys import DecryptionError
from tenants.errors import Problem, ProblemCode, Rejected, TooMany
from tenants.identity_number import Holder, holder_of
from tenants.kinds.kind import Kind
from tenants.kinds.table import table_of
from tenants.reading.disclosure import Disclosure
from tenants.reading.logging import log_access, logged, request_values, shown_of
from tenants.reading.names import camel
from tenants.writing.rule import Values

NUMBER = "identity_number"
NUMBERS = (NUMBER, "volunteer_number")
SAID_BY_NUMBER = {"birth_date", "sex"}
ON_FILE = "select is_on_file($1, $2, $3) as held"
WAIT = "select wait_for_number() as seconds"
TELL = "select * from told_on_file($1, $2, $3, $4, $5, $6)"
NOBODY: Mapping[str, Any] = {}


async def find_doubts(
    writing: Writing, kind: Kind, key: UUID, columns: Values, found: Mapping[str, Any] = NOBODY
) -> list[Problem]:
    """What does not agree once the columns of the record are written; `found` is the record as it was."""
    number = columns.get(NUMBER)
    if NUMBER not in columns and columns.keys() & SAID_BY_NUMBER:
        number = await read_stored_number(writing, kind, found)
    holder = (number and holder_of(number)) or Holder()
    doubtful = []
    for name, told, code in (
        ("birth_date", holder.birth_date, ProblemCode.BIRTH_DATE_DIFFERS),
        ("sex", holder.sex, ProblemCode.SEX_DIFFERS),
    ):
        given = columns.get(name, found.get(name))
        if columns.keys() & {NUMBER, name} and None not in (told, given) and told != given:
            doubtful.append(Problem(code, (NUMBER,)))
    given = {name: columns[name] for name in NUMBERS if columns.get(name) is not None}
    for name, value in given.items():
        row = await writing.fetch_text(ON_FILE, [kind.code, hash_number(writing, kind, value, name), key])
        doubtful += [Problem(ProblemCode.ALREADY_ON_FILE, (name,))] if row and row["held"] else []
    return doubtful


async def unless_on_file(
    writing: Writing, number_hash: bytes | None, write: Callable[[], Awaitable[UUID]]
) -> UUID | None:
    """Writes what is valid with a child's number; None where another open file has it, which is then on record.

    Raises TooMany for whoever was refused too often, whatever the number.
    """
    if number_hash is None:
        return await write()
    wait = await writing.fetch_text(WAIT, [])
    if wait and wait["seconds"] is not None:
        raise TooMany("TOO_MANY_NUMBERS", retry_after=max(1, int(wait["seconds"])))
    try:
        async with writing.savepoint():
            return await write()
    except Rejected as rejected:
        if any(problem.code is not ProblemCode.ALREADY_ON_FILE for problem in rejected.problems):
            raise
    await log_told(writing, number_hash)
    return None


async def log_told(writing: Writing, number_hash: bytes) -> None:
    """Logs that somebody was told of the file with the number, which is for the seal of the log alone to know."""
    request = request_values(writing.actor.request_info, uuid4(), lasting=True)
    row = await writing.fetch_text(TELL, [number_hash, *request])
    if row and row["logged_at"]:
        shown = [shown_of("CHILD", (camel(NUMBER),))]
        writing.logged.append(logged(request, row["logged_at"], writing.actor, shown, [row["mark"]]))


def hash_number(writing: Writing, kind: Kind, number: str, name: str = NUMBER) -> bytes:
    """The hash by which the kind's records are found that have the number."""
    return hash_term(writing.keys, SearchTerm(kind.plural, name, number))


async def read_stored_number(writing: Writing, kind: Kind, found: Mapping[str, Any]) -> str | None:
    """The number that the record has; logged, for whether something agrees with it tells of it."""
    if found.get(NUMBER) is None:
        return None
    try:
        number = writing.keys.decrypt(associated_data(table_of(kind).name, NUMBER, found["id"]), found[NUMBER])
    except DecryptionError:
        return None
    await log_access(writing, Disclosure(kind.code, (camel(NUMBER),)), found["id"], found["tenant_code"])
    return number
