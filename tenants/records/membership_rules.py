"""The rule of memberships beside the ordinary ones: members join an alliance, and nothing else."""

from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out
from tenants.records.membership import MEMBERSHIP
from tenants.records.organization import ORGANIZATION, OrganizationKind
from tenants.writing.changes import add, find_named, refuse_if
from tenants.writing.rule import Values

FORM = MEMBERSHIP.form("alliance", "member", "duty", "from_on")


@adds(MEMBERSHIP, FORM, "An organisation that joins an alliance of your own register.")
async def join_alliance(writing: Writing, values: Values) -> UUID:
    """Enters an organisation that you see as a member of an alliance."""
    within = ("membership", Verb.MANAGE)
    alliance = await find_named(writing, record_of(ORGANIZATION), values, "alliance_id", within)
    refuse_if(alliance["kind"] != OrganizationKind.ALLIANCE, ProblemCode.MALFORMED, "alliance_id")
    refuse_if(alliance["closed_on"], ProblemCode.CLOSED, "alliance_id")
    member = await find_named(writing, record_of(ORGANIZATION), values, "member_id")
    refuse_if(member["closed_on"], ProblemCode.CLOSED, "member_id")
    refuse_if(member["id"] == alliance["id"], ProblemCode.MALFORMED, "member_id")
    kept = {"tenant_code": alliance["tenant_code"], "alliance_id": alliance["id"], "member_id": member["id"]}
    return await add(writing, record_of(MEMBERSHIP), values, {**kept, **fill_out(FORM, values)})


RULES = (join_alliance,)
