"""Export: everything held on one person, decrypted, as one JSON document; of other people only ids, and who read it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg
from sqlalchemy import Table

from tenants.audit.noting import Opened, note
from tenants.encryption.columns import associated_data, hash_column, sensitive_columns
from tenants.encryption.keys import DecryptionError, Keys
from tenants.history.exposed import ENCRYPTED_TABLES
from tenants.kinds.kind import Kind
from tenants.kinds.table import table_of
from tenants.person.records import FILES, hidden_columns, kind_of, kinds_about, kinds_naming
from tenants.person.request import PersonError, Request, find_person, record_request
from tenants.reading.disclosure import Disclosure
from tenants.reading.names import camel
from tenants.reading.record import View

Row = dict[str, Any]

TABLES: Mapping[str, Table] = ENCRYPTED_TABLES

# Each gives its rows as JSON, beside those of the kinds.
OF_CHILD: Mapping[str, str] = {
    "openings": "select to_jsonb(o) from file_openings o where child_id = $1 order by created_at, id",
    "stories": """select to_jsonb(s) - 'caring_mother_id' from stories s
        where id in (select publication_id from consents where child_id = $1) order by id""",
}
OF_CARING_MOTHER: Mapping[str, str] = {
    "stories": "select to_jsonb(s) from stories s where caring_mother_id = $1 order by id",
    "grants": """select jsonb_build_object('user_name', u.name, 'role', g.role, 'tenant_code', g.tenant_code,
            'from_at', g.from_at, 'until_at', g.until_at, 'revoked_at', g.revoked_at)
        from grants g join users u on u.id = g.user_id where g.caring_mother_id = $1 order by g.from_at, g.id""",
    "sessions": """select jsonb_build_object('created_at', created_at, 'ended_at', ended_at, 'address', address)
        from sessions where user_id in (select users_of($1)) order by created_at, id""",
    "identities": """select jsonb_build_object('issuer', issuer, 'subject', subject, 'linked_at', linked_at)
        from identities where user_id in (select users_of($1)) order by linked_at, id""",
    "account_events": """select to_jsonb(e) from account_events e
        where user_id in (select users_of($1)) order by at, id""",
}
OTHERS = {"CHILD": OF_CHILD, "CARING_MOTHER": OF_CARING_MOTHER}
HISTORY = """
    select to_jsonb(c) || jsonb_build_object('values', (
        select coalesce(jsonb_agg(jsonb_build_object('field', field, 'before', before, 'after', after)), '[]')
        from change_values where change_id = c.id))
    from changes c where (c.kind, c.record_id) in (select * from records_about($2, $1)) order by c.id"""
# Without the other records that were read in the same operation, and without who read what was reported of harm.
ACCESSES = """
    select jsonb_build_object('at', at, 'user_name', user_name, 'role', role, 'tenant_name', tenant_name,
        'fields', fields, 'operation', operation, 'reason', reason)
    from access_log
    where record_ids && array(select $1::uuid union all select id from children where merged_into_id = $1) and kind = $2
        and not tells_of_report(fields)
    order by at, id"""
REQUESTS = "select to_jsonb(r) from person_requests r where kind = $2 and record_id = $1 order by id"


async def export_person(connection: asyncpg.Connection, request: Request, keys: Keys) -> str:
    """Everything held on the person, as JSON text; the export is recorded, and logged before. Raises PersonError."""
    found = await find_person(connection, request)
    kinds = kinds_of(request.kind)
    texts = {**{name: sql for name, (_, sql) in kinds.items()}, **OTHERS[request.kind]}
    parts = {name: await connection.fetch(sql, request.id) for name, sql in texts.items()}
    parts["history"] = await connection.fetch(HISTORY, request.id, request.kind)
    parts["accesses"] = await connection.fetch(ACCESSES, request.id, request.kind)
    parts["requests"] = await connection.fetch(REQUESTS, request.id, request.kind)
    counts = {name: len(rows) for name, rows in parts.items()}
    shown = disclosure_of([(kind, name) for name, (kind, _) in kinds.items() if counts[name]], request.kind)
    opened = [Opened(shown, request.id, found["tenant_code"])]
    await note(connection, keys, request.operator, "circle person export", opened)
    await record_request(connection, "EXPORT", request, found["tenant_code"], counts)
    held = {name: [json.loads(row[0]) for row in rows] for name, rows in parts.items()}
    try:
        held |= {name: [decrypt_file(keys, kind, row) for row in held[name]] for name, (kind, _) in kinds.items()}
        held["history"] = [decrypt_change(keys, change) for change in held["history"]]
    except DecryptionError as broken:
        raise PersonError(f"{broken} cannot be decrypted with any key") from None
    return json.dumps({"kind": request.kind, **held}, ensure_ascii=False, indent=2)


def disclosure_of(kinds: Iterable[tuple[Kind, str]], person: str) -> Disclosure:
    """What an export shows of the file and of what else there is about the person, as an answer's log would have it."""
    fields = [
        camel(name) if part == "file" else f"{camel(kind.single)}.{camel(name)}"
        for kind, part in kinds
        if kind.about and kind.about.kind == person
        for name in kind.columns
        if kind.view_of(name) is View.FULL
    ]
    return Disclosure(person, (*sorted(fields), "history"))


def kinds_of(person: str) -> Mapping[str, tuple[Kind, str]]:
    """The statements by what they give: the file, all records about the person, and what others' say of her alone."""
    file = kind_of(person)
    own = {kind.plural: (kind, rows(kind, column)) for kind, column in kinds_about(person) if not kind.withheld}
    named = {kind.plural: (kind, rows(kind, column, hidden=True)) for kind, column in kinds_naming(person)}
    files = f"select to_jsonb(r) from {file.plural} r where {FILES[person]} order by id = $1 desc, id"  # noqa: S608  # a name of ours
    return {"file": (file, files), **own, **named}


def rows(kind: Kind, column: str, *, hidden: bool = False) -> str:
    left_out = {*hidden_columns(kind), kind.about.key} if hidden and kind.about else set[str]()
    without = f" - '{{{','.join(sorted(left_out))}}}'::text[]" if left_out else ""
    return f"select to_jsonb(r){without} from {kind.plural} r where {column} = $1 order by id"  # noqa: S608  # declared names


def decrypt_file(keys: Keys, kind: Kind, row: Row) -> Row:
    """A record with its values decrypted, and without their hashes, which add nothing. Raises DecryptionError."""
    table = table_of(kind)
    hashes = {hash_column(name) for name in sensitive_columns(table)}
    return {
        name: decrypt_value(keys, table, name, row["id"], value) for name, value in row.items() if name not in hashes
    }


def decrypt_change(keys: Keys, change: Row) -> Row:
    """A change with its encrypted values decrypted. Raises DecryptionError."""
    table = TABLES.get(change["kind"])
    if table is None:
        return change
    key = change["record_id"]
    values = [
        {
            **value,
            **{time: decrypt_value(keys, table, value["field"], key, value[time]) for time in ("before", "after")},
        }
        for value in change["values"]
    ]
    return {**change, "values": values}


def decrypt_value(keys: Keys, table: Table, name: str, key: str, value: Any) -> Any:  # noqa: ANN401  # JSON's
    if value is None or name not in sensitive_columns(table):
        return value
    return keys.decrypt(associated_data(table.name, name, key), value)
