"""Noting: what the operator opens by a command is logged as any answer is, and sealed, before it is handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from tenants.audit.chaining import chain_all
from tenants.audit.sealing import seal_alone
from tenants.database.unsealed import Logged
from tenants.encryption.keys import Keys
from tenants.reading.disclosure import Disclosure
from tenants.reading.logging import digest_of, shown_of

# Of what names no record, at the tenants that nothing is above.
TOPS = "select code from tenants where parent_code is null order by code"
NOTE = """
    insert into access_log_unchained (statement_id, user_name, tenant_code, kinds, fields, marks, operation)
    values ($1, $2, $3, $4, $5, $6, $7) returning at
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was disclosed of one record and the tenant that keeps it, or of all of a kind."""

    disclosure: Disclosure
    record: UUID | None = None
    tenant: int | None = None


async def note(
    connection: asyncpg.Connection, keys: Keys, operator: str, operation: str, opened: Sequence[Opened]
) -> None:
    """Logs, chains and seals it in the transaction of the connection."""
    logged = [
        await note_at(connection, operator, operation, tenant, one)
        for one in opened
        for tenant in ([one.tenant] if one.tenant else [row["code"] for row in await connection.fetch(TOPS)])
    ]
    await chain_all(connection)
    await seal_alone(connection, keys, logged)


async def note_at(connection: asyncpg.Connection, operator: str, operation: str, tenant: int, opened: Opened) -> Logged:
    shown, statement = opened.disclosure, uuid4()
    files = [f"{opened.record}:{tenant}"] if opened.record else []
    marks = [f'0000":"{file}' for file in files]
    fields = f"{{{','.join(shown.fields)}}}"
    at = await connection.fetchval(NOTE, statement, operator, tenant, [shown.kind], [fields], marks, operation)
    said = shown_of(shown.kind, shown.fields)
    return Logged(
        statement, digest_of(at, (operator,), tenant, (operation, None, None), [said + one for one in files or [""]])
    )
