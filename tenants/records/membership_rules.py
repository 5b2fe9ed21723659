"""The rule of memberships beside the ordinary ones: members join an alliance, and nothing else."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import adds, fill_out
from tenants.records.membership import MEMBERSHIP
from tenants.records.organization import ORGANIZATION, OrganizationKind
from tenants.writing.changes import add, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_in

FORM = MEMBERSHIP.form("alliance", "member", "duty", "from_on")
ALLIANCE = (is_in("kind", OrganizationKind.ALLIANCE, ProblemCode.MALFORMED), is_empty("closed_on"))


@adds(
    MEMBERSHIP,
    FORM,
    "An organisation that joins an alliance of your own register.",
    standing=ALLIANCE,
    zh="加入联盟",
)
async def join_alliance(writing: Writing, values: Values) -> UUID:
    """Enters an organisation that you see as a member of an alliance."""
    alliance = await join_alliance.find_parent(writing, ORGANIZATION, values)
    member = await find_named(writing, record_of(ORGANIZATION), values, "member_id")
    refuse_if(member["closed_on"], ProblemCode.CLOSED, "member_id")
    refuse_if(member["id"] == alliance["id"], ProblemCode.MALFORMED, "member_id")
    kept = {"tenant_code": alliance["tenant_code"], "alliance_id": alliance["id"], "member_id": member["id"]}
    return await add(writing, record_of(MEMBERSHIP), values, {**kept, **fill_out(FORM, values)})


RULES = (join_alliance,)
