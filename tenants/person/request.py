"""A person's request: the file is found, and the request recorded without any of the data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from tenants.audit.chaining import chain_all

TABLES = {"CHILD": "children", "CARING_MOTHER": "caring_mothers"}


class PersonError(Exception):
    """A request that cannot be carried out; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Request:
    """Whose file, who carries out the request, and why."""

    kind: str
    id: UUID
    operator: str
    reason: str | None = None

    @property
    def table(self) -> str:
        return TABLES[self.kind]


async def find_person(connection: asyncpg.Connection, request: Request) -> asyncpg.Record:
    """The row of the file, held until the transaction ends; who read it stands in the log. Raises PersonError."""
    if not request.operator.strip() or not (request.reason is None or request.reason.strip()):
        raise PersonError("who carries it out, and why it is erased, cannot be empty")
    found = await connection.fetchrow(f"select * from {request.table} where id = $1 for update", request.id)  # noqa: S608  # a table of ours
    if found is None:
        raise PersonError(f"there is no {request.kind} {request.id}")
    if found.get("merged_into_id"):
        raise PersonError(f"the file was merged into {request.kind} {found['merged_into_id']}: name that one")
    await chain_all(connection)
    return found


async def record_request(
    connection: asyncpg.Connection, name: str, request: Request, tenant: int, counts: Mapping[str, int]
) -> None:
    await connection.execute(
        """insert into person_requests (request, kind, record_id, tenant_code, operator, reason, counts)
           values ($1, $2, $3, $4, $5, $6, $7)""",
        *(name, request.kind, request.id, tenant, request.operator, request.reason, json.dumps(counts)),
    )
