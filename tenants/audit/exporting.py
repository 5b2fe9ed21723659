"""Exporting: the access log of a year, entry by entry, and what its manifest says of it, out of one snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import asyncpg

from tenants.audit.noting import Opened, note
from tenants.audit.verifying import Span, Verdict, verify
from tenants.encryption.keys import Keys
from tenants.reading.disclosure import Disclosure

# Ids are made in the order of time, month by month there is an index of them: nothing is sorted.
ENTRIES = """
    select json_build_object('id', id, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'userId', user_id, 'userName', user_name, 'grantId', grant_id, 'role', role,
        'tenantCode', tenant_code::text, 'tenantName', tenant_name, 'kind', kind, 'recordIds', record_ids,
        'recordTenantCodes', tenant_codes::text[], 'fields', fields, 'operation', operation, 'openingId', opening_id,
        'reason', reason, 'requestId', request_id, 'address', address, 'statementId', statement_id, 'searched', searched
        )::text as line
    from access_log where day >= $1 and day < $2 order by id
"""
# By what the entries are counted, beside their total. A client names its operations: so the most frequent.
COUNTED = {
    "perMonth": "to_char(day, 'YYYY-MM')",
    "perRole": "coalesce(role, 'OPERATOR')",
    "perKind": "kind",
    "perOperation": "coalesce(operation, '')",
}
MOST_COUNTED = 500
COUNTS = """
    select {} as name, count(*) as entries from access_log where day >= $1 and day < $2
    group by 1 order by 2 desc, 1 limit $3
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many entries there are, by what; and what verifying them found."""

    entries: int
    counts: Mapping[str, Mapping[str, int]]
    verdict: Verdict


async def note_export(connection: asyncpg.Connection, operator: str, year: int, keys: Keys) -> None:
    """Puts the export on record, to be kept before anything is handed out."""
    await note(connection, keys, operator, f"circle audit export --year {year}", [Opened(Disclosure("ACCESS_LOG", ()))])


async def export_year(
    connection: asyncpg.Connection, year: int, keys: Keys, write: Callable[[str], object]
) -> Exported:
    """Writes a year's entries, each as a line of JSON. The connection's transaction has to be a new one."""
    await connection.execute("set transaction isolation level repeatable read, read only")
    span, entries = Span(date(year, 1, 1), date(year + 1, 1, 1)), 0
    async for row in connection.cursor(ENTRIES, span.since, span.until, prefetch=1000):
        write(row["line"] + "\n")
        entries += 1
    counts = {name: await count_by(connection, by, span) for name, by in COUNTED.items()}
    return Exported(entries, counts, await verify(connection, keys, span))


async def count_by(connection: asyncpg.Connection, by: str, span: Span) -> Mapping[str, int]:
    rows = await connection.fetch(COUNTS.format(by), span.since, span.until, MOST_COUNTED)
    return {row["name"]: row["entries"] for row in rows}
