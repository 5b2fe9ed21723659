"""Logging: what a statement, or a rule, discloses of files, logged in the same transaction; and what is sealed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import orjson

from tenants.access.actor import Actor, RequestInfo
from tenants.database.transactions import Writing
from tenants.database.unsealed import Logged
from tenants.reading.disclosure import Disclosure

LONGEST = 200
MARK = re.compile(r'"@(\d{4})" ?: ?"([0-9a-f-]{36}:\d+)"')
# Of whom, and which fields, with the files' ids and tenants.
Openings = Mapping[tuple[str, tuple[str, ...]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Account:
    """Who opened what, when and in which request, as the answering process knows it and the log has to say."""

    at: datetime
    by: tuple[UUID | None, UUID | None, str | None, str | None]
    tenant: int
    request: tuple[str | None, ...]
    openings: Openings

    @property
    def digest(self) -> bytes:
        """Of one text for the same account, in whatever order the files come."""
        openings = sorted([kind, fields, sorted(set(files))] for (kind, fields), files in self.openings.items())
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        by = [one and str(one) for one in self.by]
        return sha256(orjson.dumps([at, by, self.tenant, self.request, openings])).digest()


def compile_logging(disclosures: Sequence[Disclosure], answers: str, values: Sequence[str]) -> str:
    """SQL that logs the files that the answers' marks name, and gives when; the request info is five parameters.

    Kinds and fields are names of the catalogue.
    """
    kinds = ", ".join(f"'{disclosure.kind}'" for disclosure in disclosures)
    fields = ", ".join(f"'{{{','.join(disclosure.fields)}}}'" for disclosure in disclosures)
    return f"log_openings(array[{kinds}], array[{fields}], array[{answers}], {', '.join(values)})"


def request_values(request_info: RequestInfo, statement: UUID, *, lasting: bool) -> list[object]:
    """The parameters; `lasting` where the transaction is answered for only once it is on disk, as every write is."""
    return [*named(request_info), lasting, statement]


def named(request_info: RequestInfo) -> tuple[str | None, ...]:
    values = (request_info.operation, request_info.request_id, request_info.address)
    return tuple(one and one[:LONGEST] for one in values)


def logged(
    statement: UUID, at: datetime, actor: Actor, disclosures: Sequence[Disclosure], texts: Iterable[str | None]
) -> Logged:
    """What is to be sealed of a statement that was logged: what these texts show, by their marks."""
    openings: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for text in texts:
        for place, file in MARK.findall(text or ""):
            shown = disclosures[int(place)]
            openings.setdefault((shown.kind, shown.fields), []).append(file)
    grant = actor.grant
    by = (grant.id, actor.session.user_id, grant.role_name, None)
    return Logged(statement, Account(at, by, grant.low, named(actor.request_info), openings).digest)


async def log_access(writing: Writing, disclosure: Disclosure, key: UUID, code: int) -> None:
    """Logs one disclosure that no statement marks: of the record of this id, kept at the tenant of this code."""
    mark, statement = f'"@0000":"{key}:{code}"', uuid4()
    values = [mark, *request_values(writing.actor.request_info, statement, lasting=True)]
    logging = compile_logging([disclosure], "$1", ["$2", "$3", "$4", "$5", "$6"])
    row = await writing.fetch_text(f"SELECT {logging}", values)
    if row:
        writing.logged.append(logged(statement, row[0], writing.actor, [disclosure], [mark]))
