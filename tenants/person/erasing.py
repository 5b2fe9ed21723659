"""Erasure: everything that says who the person was is removed; what the figures count stays as it is.

The access log stays, too, because others answer for who read the file and when. It holds ids and no values. Of a
reason, which is free text, it keeps the hash that its chain contains, without the salt.
"""

from collections.abc import Mapping

import asyncpg

from tenants.person.request import PersonError, Request, find_person, record_request

# In this order, because nothing can be written about a person once the file is erased.
ERASING: Mapping[str, Mapping[str, str]] = {
    "CHILD": {
        "values": "delete from change_values where (kind, record_id) in (select * from records_about('CHILD', $1))",
        "visits": "update visits set findings = null, follow_up = null where child_id = $1",
        "pairings": "update pairings set handover_note = null where child_id = $1",
        "openings": "update file_openings set reason = '', closed_at = coalesce(closed_at, now()) where child_id = $1",
        "reasons": """update access_log set reason = hash_of_reason(reason, reason_salt), reason_salt = null
            where record_ids @> array[$1::uuid] and reason is not null""",
        "files": """update children set erased_on = today(), version = version + 1, name = '', risk_level = 'LOW',
            birth_date = date_trunc('year', birth_date)::date, identity_number = null, identity_number_hash = null,
            phone = null, phone_hash = null, address = null, school = null, health = null,
            parents_whereabouts = null where id = $1""",
    },
    # A user who also works for a branch stays, without this grant; what befell an account is nobody's to change.
    "CARING_MOTHER": {
        "values": """delete from change_values
            where (kind, record_id) in (select * from records_about('CARING_MOTHER', $1))""",
        "grants": "update grants set revoked_at = now() where caring_mother_id = $1 and revoked_at is null",
        "sessions": """update sessions set ended_at = coalesce(ended_at, now()), address = null, renewed_from = null
            where user_id in (select users_of($1))""",
        "places": "delete from known_places where user_id in (select users_of($1))",
        "identity_codes": """delete from identity_codes c using identities i
            where (c.issuer, c.subject) = (i.issuer, i.subject) and i.user_id in (select users_of($1))""",
        "identities": "delete from identities where user_id in (select users_of($1))",
        "users": """update users set name = 'erased ' || id, password_hash = null, invitation_hash = null,
            invited_until = null, enrolment_hash = null, enrolment_until = null, closed_at = coalesce(closed_at, now())
            where id in (select users_of($1))""",
        "files": """update caring_mothers set erased_on = today(), version = version + 1, name = '', birth_date = null,
            identity_number = null, identity_number_hash = null, phone = null, phone_hash = null, address = null,
            employer = null, skills = '{}' where id = $1""",
    },
}
# A visit being written locks its pairing: it is waited for, and erased with the rest.
HOLD_PAIRINGS = "select from pairings where $1 in (child_id, caring_mother_id) for update"
OPEN_PAIRINGS = "select exists (select from pairings where $1 in (child_id, caring_mother_id) and until_on is null)"


async def erase_person(connection: asyncpg.Connection, request: Request) -> Mapping[str, int]:
    """Erase the person of a closed file, for good; returns how many rows of each kind changed. Raises PersonError."""
    found = await find_person(connection, request)
    if found["erased_on"] is not None:
        raise PersonError(f"{request.kind} {request.id} was erased on {found['erased_on']}")
    await connection.execute(HOLD_PAIRINGS, request.id)
    if await connection.fetchval(OPEN_PAIRINGS, request.id):
        raise PersonError(f"{request.kind} {request.id} is in open pairings: end them first")
    if found["closed_on"] is None:
        raise PersonError(f"the file of {request.kind} {request.id} is open: close it first")
    await connection.execute("set local circle.unrecorded = 'on'")
    statuses = {name: await connection.execute(sql, request.id) for name, sql in ERASING[request.kind].items()}
    await connection.execute("set local circle.unrecorded = 'off'")
    counts = {name: int(status.rpartition(" ")[2]) for name, status in statuses.items()}
    await record_request(connection, "ERASURE", request, found["tenant_code"], counts)
    return counts
