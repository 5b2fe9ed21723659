"""What a person's identity number says that her file does not: it is told, and the record is kept as it was given.

A refusal would let anybody try numbers and leave no trace. Where else a number is on file is told nobody.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tenants.database.transactions import Writing
from tenants.encryption.columns import SearchTerm, associated_data, hash_term
from tenants.encryption.keys import DecryptionError
from tenants.errors import Problem, ProblemCode
from tenants.identity_number import Holder, holder_of
from tenants.kinds.kind import Kind
from tenants.kinds.table import table_of
from tenants.reading.disclosure import Disclosure
from tenants.reading.logging import log_access
from tenants.reading.names import camel
from tenants.writing.rule import Values

NUMBER = "identity_number"
SAID_BY_NUMBER = {"birth_date", "sex"}
ON_FILE = "select is_on_file($1, $2, $3) as held"
NOBODY: Mapping[str, Any] = {}


async def find_doubts(
    writing: Writing, kind: Kind, key: UUID, columns: Values, found: Mapping[str, Any] = NOBODY
) -> list[Problem]:
    """What does not agree once the columns of the record are written; `found` is the record as it was."""
    number = columns.get(NUMBER)
    if NUMBER not in columns and columns.keys() & SAID_BY_NUMBER:
        number = await read_stored_number(writing, kind, found)
    if number is None:
        return []
    holder = holder_of(number) or Holder()
    doubtful = []
    for name, told, code in (
        ("birth_date", holder.birth_date, ProblemCode.BIRTH_DATE_DIFFERS),
        ("sex", holder.sex, ProblemCode.SEX_DIFFERS),
    ):
        given = columns.get(name, found.get(name))
        if columns.keys() & {NUMBER, name} and None not in (told, given) and told != given:
            doubtful.append(Problem(code, (NUMBER,)))
    if NUMBER in columns:
        hash_ = hash_term(writing.keys, SearchTerm(kind.plural, NUMBER, number))
        row = await writing.fetch_text(ON_FILE, [kind.code, hash_, key])
        doubtful += [Problem(ProblemCode.ALREADY_ON_FILE, (NUMBER,))] if row and row["held"] else []
    return doubtful


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
