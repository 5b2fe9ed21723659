"""Export: everything held on one person, decrypted, as one JSON document; of other people only ids, and who read it."""

import json
from collections.abc import Mapping
from typing import Any

import asyncpg
from sqlalchemy import Table

from tenants.history.exposed import SEALED
from tenants.person.request import PersonError, Request, find_person, record_request
from tenants.sealing.columns import hash_of, place_of, sensitive_columns
from tenants.sealing.keys import BrokenSeal, Keys

Row = dict[str, Any]

TABLES: Mapping[str, Table] = SEALED

# Each gives its rows as JSON.
PARTS: Mapping[str, Mapping[str, str]] = {
    "CHILD": {
        "file": "select to_jsonb(c) from children c where id = $1",
        "pairings": "select to_jsonb(p) from pairings p where child_id = $1 order by from_on, id",
        "visits": "select to_jsonb(v) from visits v where child_id = $1 order by visited_on, id",
        "openings": "select to_jsonb(o) from file_openings o where child_id = $1 order by created_at, id",
    },
    # The children she is paired with, and the findings of visits, are the children's data.
    "CARING_MOTHER": {
        "file": "select to_jsonb(m) from caring_mothers m where id = $1",
        "pairings": """select to_jsonb(p) - '{child_id,handover_note}'::text[] from pairings p
            where caring_mother_id = $1 order by from_on, id""",
        "visits": """select to_jsonb(v) - '{child_id,findings,follow_up}'::text[] from visits v
            where caring_mother_id = $1 order by visited_on, id""",
        "grants": """select jsonb_build_object('user_name', u.name, 'role', g.role, 'tenant_code', g.tenant_code,
                'from_at', g.from_at, 'until_at', g.until_at, 'revoked_at', g.revoked_at)
            from grants g join users u on u.id = g.user_id where g.caring_mother_id = $1 order by g.from_at, g.id""",
        "sessions": """select jsonb_build_object('created_at', created_at, 'ended_at', ended_at, 'address', address)
            from sessions where user_id in (select users_of($1)) order by created_at, id""",
        "identities": """select jsonb_build_object('issuer', issuer, 'subject', subject, 'linked_at', linked_at)
            from identities where user_id in (select users_of($1)) order by linked_at, id""",
        "account_events": """select to_jsonb(e) from account_events e
            where user_id in (select users_of($1)) order by at, id""",
    },
}
HISTORY = """
    select to_jsonb(c) || jsonb_build_object('values', (
        select coalesce(jsonb_agg(jsonb_build_object('field', field, 'before', before, 'after', after)), '[]')
        from change_values where change_id = c.id))
    from changes c where (c.kind, c.record_id) in (select * from records_about($2, $1)) order by c.id"""
# Without the other records that were read in the same operation.
ACCESSES = """
    select jsonb_build_object('at', at, 'user_name', user_name, 'role', role, 'tenant_name', tenant_name,
        'fields', fields, 'operation', operation, 'reason', reason)
    from access_log where record_ids @> array[$1::uuid] and kind = $2 order by at, id"""
REQUESTS = "select to_jsonb(r) from person_requests r where kind = $2 and record_id = $1 order by id"


async def export_person(connection: asyncpg.Connection, request: Request, keys: Keys) -> str:
    """Everything held on the person, as JSON text; the export is recorded. Raises PersonError."""
    found = await find_person(connection, request)
    parts = {name: await connection.fetch(sql, request.id) for name, sql in PARTS[request.kind].items()}
    parts["history"] = await connection.fetch(HISTORY, request.id, request.kind)
    parts["accesses"] = await connection.fetch(ACCESSES, request.id, request.kind)
    parts["requests"] = await connection.fetch(REQUESTS, request.id, request.kind)
    counts = {name: len(rows) for name, rows in parts.items()}
    await record_request(connection, "EXPORT", request, found["tenant_code"], counts)
    held = {name: [json.loads(row[0]) for row in rows] for name, rows in parts.items()}
    try:
        held["file"] = [opened(keys, request.kind, row) for row in held["file"]]
        held["history"] = [with_opened_values(keys, change) for change in held["history"]]
    except BrokenSeal as broken:
        raise PersonError(f"{broken} is not opened by any key") from None
    return json.dumps({"kind": request.kind, **held}, ensure_ascii=False, indent=2)


def opened(keys: Keys, kind: str, row: Row) -> Row:
    """A file with its sealed values opened, and without their hashes, which add nothing. Raises BrokenSeal."""
    table = TABLES[kind]
    hashes = {hash_of(name) for name in sensitive_columns(table)}
    return {name: open_value(keys, table, name, row["id"], value) for name, value in row.items() if name not in hashes}


def with_opened_values(keys: Keys, change: Row) -> Row:
    """A change with its sealed values opened. Raises BrokenSeal."""
    table = TABLES.get(change["kind"])
    if table is None:
        return change
    key = change["record_id"]
    values = [
        {**value, **{time: open_value(keys, table, value["field"], key, value[time]) for time in ("before", "after")}}
        for value in change["values"]
    ]
    return {**change, "values": values}


def open_value(keys: Keys, table: Table, name: str, key: str, value: Any) -> Any:  # noqa: ANN401  # JSON's
    if value is None or name not in sensitive_columns(table):
        return value
    return keys.open(place_of(table.name, name, key), value)
