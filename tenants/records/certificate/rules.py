"""The rules of certificates: issued of what is on record, which the database adds up, and revoked by a director."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, ends, fill_out
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.certificate.kind import CERTIFICATE
from tenants.writing.changes import add, change
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty

PERIOD = CERTIFICATE.form("from_on", "until_on")


@adds(
    CERTIFICATE,
    CERTIFICATE.form("caring_mother") | PERIOD,
    "Whose service, and of which days.",
    Verb.ADD,
    zh="出具证明",
)
async def issue_certificate(writing: Writing, values: Values) -> UUID:
    """Issues a certificate of what is on record of a Caring Mother's service on these days."""
    mother = await issue_certificate.find_parent(writing, CARING_MOTHER, values)
    kept = {"tenant_code": mother["tenant_code"], "caring_mother_id": mother["id"]}
    return await add(writing, record_of(CERTIFICATE), values, {**kept, **fill_out(PERIOD, values)})


@ends(
    CERTIFICATE,
    CERTIFICATE.closing_form,
    "Why it holds no longer.",
    Verb.APPROVE,
    standing=(is_empty("revoked_on", ProblemCode.ALREADY_DONE),),
    zh="撤销证明",
)
async def revoke_certificate(writing: Writing, values: Values) -> UUID:
    """Revokes a certificate, for good; whoever verifies it is told so."""
    found = await revoke_certificate.find(writing, values)
    return await change(writing, record_of(CERTIFICATE), found, fill_out(CERTIFICATE.closing_form, values))


RULES = (issue_certificate, revoke_certificate)
