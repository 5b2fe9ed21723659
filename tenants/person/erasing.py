"""Erasure: everything that says who the person was is removed; what the figures count stays as it is.

The access log stays, too, because others answer for who read the file and when. It holds ids and no values. Of a
reason, which is free text, it keeps the hash that its chain contains, without the salt.
"""

from collections.abc import Mapping

import asyncpg

from tenants.person.records import FILES, erased_values, kind_of, kinds_about
from tenants.person.request import PersonError, Request, find_person, record_request

VALUES = """delete from change_values where (kind, record_id) in (select * from records_about($2, $1)
    union all select 'FILE_ENQUIRY', l.enquiry_id from enquiry_links l join received_enquiries r on r.id = l.received_id
    where r.child_id = $1)"""
# What else is held on a child: who opened the file, and why, in free text.
OF_CHILD: Mapping[str, str] = {
    "openings": "update file_openings set reason = '', closed_at = coalesce(closed_at, now()) where child_id = $1",
    "enquiries": """update file_enquiries set identity_number = null, identity_number_hash = null, question = '—',
        answer_note = null where id in (select l.enquiry_id from enquiry_links l
            join received_enquiries r on r.id = l.received_id where r.child_id = $1)""",
    "stories": """update stories set stage = 'TAKEN_DOWN', taken_down_on = today(), taken_down_reason = 'PERSON_ERASED',
        version = version + 1
        where stage = 'PUBLISHED' and id in (select publication_id from consents where child_id = $1)""",
    "told": "delete from numbers_told where child_id = $1",
    "reasons": """update access_log set reason = hash_of_reason(reason, reason_salt), reason_salt = null
        where record_ids && array(select id from children where $1 in (id, merged_into_id)) and reason is not null""",
}
# A user who also works for a branch stays, without this grant; what befell an account is nobody's to change.
OF_CARING_MOTHER: Mapping[str, str] = {
    "story_values": """delete from change_values where kind = 'STORY'
        and record_id in (select id from stories where caring_mother_id = $1)""",
    "stories": """update stories set title = '—', text = '—', opinion = null, approved_by = null, version = version + 1,
        stage = case when published_on is null then 'DRAFT' else 'TAKEN_DOWN' end,
        taken_down_on = coalesce(taken_down_on, case when published_on is not null then today() end),
        taken_down_reason = coalesce(taken_down_reason, case when published_on is not null then 'PERSON_ERASED' end)
        where caring_mother_id = $1""",
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
}
OTHERS = {"CHILD": OF_CHILD, "CARING_MOTHER": OF_CARING_MOTHER}
# A visit being written locks its pairing, then the child: it is waited for in the same order, and erased with the rest.
HOLD_PAIRINGS = "select from pairings where $1 in (child_id, caring_mother_id) for update"
OPEN_PAIRINGS = "select exists (select from pairings where $1 in (child_id, caring_mother_id) and until_on is null)"


async def erase_person(connection: asyncpg.Connection, request: Request) -> Mapping[str, int]:
    """Erase the person of a closed file, for good; returns how many rows of each kind changed. Raises PersonError."""
    await connection.execute(HOLD_PAIRINGS, request.id)
    found = await find_person(connection, request)
    if found["erased_on"] is not None:
        raise PersonError(f"{request.kind} {request.id} was erased on {found['erased_on']}")
    if await connection.fetchval(OPEN_PAIRINGS, request.id):
        raise PersonError(f"{request.kind} {request.id} is in open pairings: end them first")
    if found["closed_on"] is None:
        raise PersonError(f"the file of {request.kind} {request.id} is open: close it first")
    await connection.execute("set local circle.unrecorded = 'on'")
    statuses = {"values": await connection.execute(VALUES, request.id, request.kind)}
    for name, sql in erasing(request.kind).items():
        statuses[name] = await connection.execute(sql, request.id)
    await connection.execute("set local circle.unrecorded = 'off'")
    counts = {name: int(status.rpartition(" ")[2]) for name, status in statuses.items()}
    await record_request(connection, "ERASURE", request, found["tenant_code"], counts)
    return counts


def erasing(person: str) -> Mapping[str, str]:
    """The statements by what they erase; the file last, because nothing can be written about an erased person."""
    file = kind_of(person)
    records = {
        kind.plural: f"update {kind.plural} set {erased_values(kind)} where {column} = $1"  # noqa: S608  # declared names
        for kind, column in kinds_about(person)
        if erased_values(kind)
    }
    emptied = f"erased_on = today(), version = version + 1, {erased_values(file)}"
    return {**records, **OTHERS[person], "files": f"update {file.plural} set {emptied} where {FILES[person]}"}  # noqa: S608
