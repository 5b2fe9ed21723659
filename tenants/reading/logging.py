"""Logging: what a statement, or a rule, discloses of files, logged in the same transaction; and what is sealed."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson
from uuid_utils.compat import uuid4

from tenants.access.actor import Actor, RequestInfo
from tenants.database.transactions import Writing
from tenants.database.unsealed import Logged
from tenants.reading.disclosure import Disclosure

LONGEST = 200
MARK = re.compile(r'"@(\d{4})" ?: ?"([0-9a-f-]{36}:\d+)"')


def digest_of(
    at: datetime, by: Sequence[str | None], tenant: int, request: Sequence[object], opened: Iterable[str]
) -> bytes:
    """Of who opened what, when and in which request, as the answering process knows it and the log has to say."""
    return sha256(orjson.dumps((at.timestamp(), by, tenant, request, sorted(opened)))).digest()


def shown_of(kind: str, fields: Sequence[str]) -> str:
    """What was opened of a file, which follows."""
    return f"{kind} {','.join(fields)} "


def compile_logging(disclosures: Sequence[Disclosure], answers: str, values: Sequence[str]) -> str:
    """SQL that logs the files that the answers' marks name, and gives when; the request info is five parameters.

    Kinds and fields are names of the catalogue.
    """
    kinds = ", ".join(f"'{disclosure.kind}'" for disclosure in disclosures)
    fields = ", ".join(f"'{{{','.join(disclosure.fields)}}}'" for disclosure in disclosures)
    return f"log_openings(array[{kinds}], array[{fields}], array[{answers}], {', '.join(values)})"


def request_values(request_info: RequestInfo, statement: UUID, *, lasting: bool) -> list[object]:
    """The parameters; `lasting` where the transaction is answered for only once it is on disk, as every write is."""
    values = (request_info.operation, request_info.request_id, request_info.address)
    return [*(one and one[:LONGEST] for one in values), lasting, statement]


def logged(
    values: Sequence[object], at: datetime, actor: Actor, shown: Sequence[str], texts: Iterable[str | None]
) -> Logged:
    """What is to be sealed of a statement that was logged with these values: what its texts show, by their marks."""
    grant, (*request, _, statement) = actor.grant, values
    opened = {shown[int(place)] + file for text in texts if text for place, file in MARK.findall(text)}
    by = (str(grant.id), str(actor.session.user_id), grant.role_name)
    return Logged(statement, digest_of(at, by, grant.low, request, opened))  # type: ignore[arg-type]  # an id


async def log_access(writing: Writing, disclosure: Disclosure, key: UUID, code: int) -> None:
    """Logs one disclosure that no statement marks: of the record of this id, kept at the tenant of this code."""
    mark, request = f'"@0000":"{key}:{code}"', request_values(writing.actor.request_info, uuid4(), lasting=True)
    logging = compile_logging([disclosure], "$1", ["$2", "$3", "$4", "$5", "$6"])
    row = await writing.fetch_text(f"SELECT {logging}", [mark, *request])
    if row:
        writing.logged.append(
            logged(request, row[0], writing.actor, [shown_of(disclosure.kind, disclosure.fields)], [mark])
        )
