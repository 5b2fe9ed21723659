"""The rules of teams: made with a lead, joined by who is screened, paired with a child as one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode, Rejected
from tenants.kinds.exposed import record_of
from tenants.kinds.kind import KEEPING_TENANT, Fields
from tenants.kinds.mutation import adds, fill_out
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.child.kind import CHILD
from tenants.records.keeping import ON_FILE
from tenants.records.pairing.enums import PairingRole
from tenants.records.pairing.kind import PAIRING
from tenants.records.pairing.rules import AGREEMENT, a_year_after, refuse_short
from tenants.records.team.kind import TEAM, TEAM_MEMBER
from tenants.writing.changes import add, find_keeping_tenant, find_named, refuse_if
from tenants.writing.rule import Changed, PayloadField, Values
from tenants.writing.standing import is_empty

MADE: Fields = {"tenant": KEEPING_TENANT, **TEAM.form("name", "lead", "opened_on")}
KINSHIP = PAIRING.form("kinship_excluded")
JOINING = TEAM_MEMBER.form("team", "caring_mother", "from_on") | KINSHIP
TERMS = PAIRING.form("from_on") | AGREEMENT
PAIRED = PAIRING.form("child") | PAIRING.form("team", required=True) | TERMS | KINSHIP
PAIRINGS = PayloadField("pairings", "Pairing", "One of each member, the lead's first.", most=20)
FEWEST, MOST = 2, 20
MEMBERS = """select coalesce(array_agg(m.caring_mother_id order by m.caring_mother_id <> t.lead_id, m.from_on, m.id)
    filter (where m.until_on is null), '{}') as ids from teams t left join team_members m on m.team_id = t.id
    where t.id = $1"""


async def find_members(writing: Writing, team: UUID) -> list[UUID]:
    """Who belongs to a team now, the lead first."""
    found = await writing.fetch_text(MEMBERS, [team])
    return list(found["ids"]) if found else []


@adds(TEAM, MADE, "A team of a tenant, and who leads it.")
async def create_team(writing: Writing, values: Values) -> UUID:
    """Makes a team, of which the lead is the first member."""
    tenant = await find_keeping_tenant(writing, record_of(TEAM), values["tenant"])
    lead = await find_named(writing, record_of(CARING_MOTHER), values, "lead_id")
    columns = fill_out(MADE, values)
    team = await add(writing, record_of(TEAM), values, {"tenant_code": tenant, "lead_id": lead["id"], **columns})
    first = {"tenant_code": tenant, "team_id": team, "caring_mother_id": lead["id"], "from_on": columns["opened_on"]}
    try:
        await add(writing, record_of(TEAM_MEMBER), {}, first)
    except Rejected as rejected:
        raise renamed(rejected, {"caring_mother_id": "lead_id", "from_on": "opened_on"}) from None
    return team


@adds(TEAM_MEMBER, JOINING, "A Caring Mother who joins a team of yours.", standing=(is_empty("closed_on"),))
async def add_team_member(writing: Writing, values: Values) -> UUID:
    """Adds a screened Caring Mother to a team; she is paired from then on with each child whom it is paired with."""
    refuse_if(values.get("kinship_excluded") is not True, ProblemCode.REQUIRED, "kinship_excluded")
    team = await add_team_member.find_parent(writing, TEAM, values)
    mother = await find_named(writing, record_of(CARING_MOTHER), values, "caring_mother_id")
    columns = {name: one for name, one in fill_out(JOINING, values).items() if name not in KINSHIP}
    refuse_if(columns["from_on"] < team["opened_on"], ProblemCode.OUT_OF_ORDER, "from_on")
    refuse_if(len(await find_members(writing, team["id"])) >= MOST, ProblemCode.TOO_LARGE, "team_id")
    kept = {"tenant_code": team["tenant_code"], "team_id": team["id"], "caring_mother_id": mother["id"]}
    return await add(writing, record_of(TEAM_MEMBER), values, {**kept, **columns})


@adds(PAIRING, PAIRED, "A child and a team to be paired.", Verb.MANAGE, PAIRINGS, standing=ON_FILE, zh="团队结对")
async def pair_team(writing: Writing, values: Values) -> Changed:
    """Pairs a child with every member of a team, all or none: the lead leads, the others accompany."""
    refuse_if(values.get("kinship_excluded") is not True, ProblemCode.REQUIRED, "kinship_excluded")
    child = await pair_team.find_parent(writing, CHILD, values)
    team = await find_named(writing, record_of(TEAM), values, "team_id")
    refuse_if(team["closed_on"], ProblemCode.CLOSED, "team_id")
    members = await find_members(writing, team["id"])
    refuse_if(len(members) < FEWEST, ProblemCode.TOO_SMALL, "team_id")
    terms = fill_out(TERMS, values)
    terms["agreed_until"] = terms.get("agreed_until") or a_year_after(terms["from_on"])
    refuse_short(terms)
    kept: dict[str, Any] = {"tenant_code": child["tenant_code"], "child_id": child["id"], "team_id": team["id"]}

    async def pair_with(mother: UUID, role: PairingRole, given: Values) -> UUID:
        parties = {**kept, "caring_mother_id": mother, "role": role, "kinship_excluded": True}
        try:
            return await add(writing, record_of(PAIRING), given, {**parties, **terms})
        except Rejected as rejected:
            raise renamed(rejected, {"caring_mother_id": "team_id", "role": "team_id"}) from None

    pairings = [await pair_with(members[0], PairingRole.LEAD, values)]
    # The first one holds the team: who came or left until then is known now, and nobody does meanwhile.
    others = [one for one in await find_members(writing, team["id"]) if one != members[0]]
    pairings += [await pair_with(one, PairingRole.COMPANION, {}) for one in others]
    return Changed({"pairing": pairings[0], "pairings": pairings})


def renamed(rejected: Rejected, fields: dict[str, str]) -> Rejected:
    """The same problems, of the fields that were filled out."""
    return Rejected(
        [replace(one, field=(fields.get(one.field[0], one.field[0]), *one.field[1:])) for one in rejected.problems]
    )


OF_TEAMS = (create_team,)
OF_MEMBERS = (add_team_member,)
OF_PAIRINGS = (pair_team,)
