"""Logging: what a statement, or a rule, discloses of files, logged in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from tenants.access.actor import RequestInfo
from tenants.database.transactions import Writing
from tenants.reading.disclosure import Disclosure

LONGEST = 200


def compile_logging(disclosures: Sequence[Disclosure], answers: str, values: Sequence[str]) -> str:
    """SQL that logs the files that the answers' marks name; the request info is four parameters.

    Kinds and fields are names of the catalogue.
    """
    kinds = ", ".join(f"'{disclosure.kind}'" for disclosure in disclosures)
    fields = ", ".join(f"'{{{','.join(disclosure.fields)}}}'" for disclosure in disclosures)
    return f"log_openings(array[{kinds}], array[{fields}], array[{answers}], {', '.join(values)})"


def request_values(request_info: RequestInfo, *, lasting: bool) -> list[object]:
    """The parameters; `lasting` where the transaction is answered for only once it is on disk, as every write is."""
    values = (request_info.operation, request_info.request_id, request_info.address)
    return [*(one and one[:LONGEST] for one in values), lasting]


async def log_access(writing: Writing, disclosure: Disclosure, key: UUID, code: int) -> None:
    """Logs one disclosure that no statement marks: of the record of this id, kept at the tenant of this code."""
    values = [f'"@0000":"{key}:{code}"', *request_values(writing.actor.request_info, lasting=True)]
    await writing.fetch_text(f"SELECT {compile_logging([disclosure], '$1', ['$2', '$3', '$4', '$5'])}", values)
