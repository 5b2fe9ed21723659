"""Teams: each member screened, paired with a child as one until the end, whoever joins, leads or leaves meanwhile."""

import asyncio

import asyncpg

from tests.callers import ask
from tests.tenants.records.office import COUNTY, VILLAGE, Done, Office

MADE = {"tenant": COUNTY, "name": "同心队", "openedOn": "2024-01-15"}
DECLARED = {"kinshipExcluded": True}
OPEN = """query ($id: ID!) { team(id: $id) { pairings(filter: { open: true }, first: 100) {
    nodes { id version role mode fromOn child { id } caringMother { id } team { name } } } } }"""
APART = """select count(*) from team_members m join pairings p using (team_id)
    where m.until_on is null and p.until_on is null and not exists (select from pairings o where o.team_id = m.team_id
        and o.child_id = p.child_id and o.caring_mother_id = m.caring_mother_id and o.until_on is null)"""
CHANGED = "update team_members set caring_mother_id = $1 where team_id = $2 and caring_mother_id = $3"
Paired = dict[tuple[str, str], dict[str, str]]


def of(done: Done) -> str:
    return str(done.update["id"])


async def make(office: Office, *mothers: Done) -> Done:
    """A team of these, led by the first."""
    team = await office.done("createTeam", {**MADE, "leadId": of(mothers[0])})
    for mother in mothers[1:]:
        assert (await join(office, team, mother)).errors == []
    return team


async def join(office: Office, team: Done, mother: Done, **given: object) -> Done:
    told = {"teamId": of(team), "caringMotherId": of(mother), "fromOn": "2024-01-20", **DECLARED, **given}
    return await office.do("addTeamMember", told)


async def pair(office: Office, team: Done, child: Done, **given: object) -> Done:
    told = {"teamId": of(team), "childId": of(child), "fromOn": "2024-02-01", **DECLARED, **given}
    return await office.do("pairTeam", told)


async def paired(office: Office, team: Done) -> Paired:
    """The open pairings of the team by child and Caring Mother."""
    found = await ask(office.engine, office.callers["caseworker"], OPEN, {"id": of(team)})
    nodes = found["team"]["pairings"]["nodes"]
    return {(one["child"]["id"], one["caringMother"]["id"]): one for one in nodes}


async def test_a_team_is_paired_as_one_each_member_screened(office: Office) -> None:
    lead, second, third = [await office.volunteer(capacity=2) for _ in range(3)]
    pending = await office.done("registerCaringMother", {})
    child, other = await office.child(), await office.child()
    unled = await office.do("createTeam", {**MADE, "leadId": of(pending)})
    assert unled.problems == {("NOT_SCREENED", "input.leadId")}
    team = await make(office, lead)
    assert (await pair(office, team, child)).problems == {("TOO_SMALL", "input.teamId")}
    assert (await join(office, team, pending)).problems == {("NOT_SCREENED", "input.caringMotherId")}
    undeclared = await join(office, team, second, kinshipExcluded=False)
    assert undeclared.problems == {("REQUIRED", "input.kinshipExcluded")}
    assert (await join(office, team, second, fromOn="2024-01-14")).problems == {("OUT_OF_ORDER", "input.fromOn")}
    member = await join(office, team, second)
    assert (await join(office, team, second)).problems == {("ALREADY_EXISTS", "input.caringMotherId")}

    # All or none: of one whose screening no longer holds the team is not paired at all.
    revoked = await office.done("suspendCaringMother", {**second.update, "suspendedReason": "接受调查"})
    assert (await pair(office, team, child)).problems == {("SUSPENDED", "input.teamId")}
    assert await paired(office, team) == {}
    await office.done("liftSuspension", revoked.update, "director")
    for one in (child, other):
        assert (await pair(office, team, one)).errors == []
    now = await paired(office, team)
    assert {key: one["role"] for key, one in now.items()} == {
        (of(one), of(mother)): role
        for one in (child, other)
        for mother, role in ((lead, "LEAD"), (second, "COMPANION"))
    }
    assert {one["mode"] for one in now.values()} == {"TEAM"}

    # Who joins is paired with every child, from the day on which she does; who leaves with none.
    joined = await join(office, team, third, fromOn="2024-03-01")
    now = await paired(office, team)
    assert {key: one["fromOn"] for key, one in now.items() if key[1] == of(third)} == dict.fromkeys(
        ((of(one), of(third)) for one in (child, other)), "2024-03-01"
    )
    fourth = await office.volunteer(capacity=1)
    assert (await join(office, team, fourth)).problems == {("NO_CAPACITY", "input.caringMotherId")}
    assert member.record
    left = {"untilOn": "2024-04-01", "endedReason": "LEFT"}
    await office.done("endTeamMember", {**member.update, **left})
    assert {mother for _, mother in await paired(office, team)} == {of(lead), of(third)}

    # Another leads, and leads the pairings.
    stranger = await office.do("updateTeam", {**team.update, "leadId": of(second)})
    assert stranger.problems == {("NOT_FOUND", "input.leadId")}
    changed = await office.done("updateTeam", {**team.update, "leadId": of(third)})
    roles = {(mother, one["role"]) for (_, mother), one in (await paired(office, team)).items()}
    assert roles == {(of(lead), "COMPANION"), (of(third), "LEAD")}
    leading = await office.do("endTeamMember", {**joined.update, **left})
    assert leading.problems == {("IN_USE", "input.id")}

    # Whatever ends one ends all with that child; the rest goes on.
    end = {"untilOn": "2024-05-01", "endedReason": "GUARDIAN_DECLINED"}
    led = (await paired(office, team))[of(child), of(lead)]
    await office.done("endPairing", {"id": led["id"], "expectedVersion": int(led["version"]), **end})
    assert {key[0] for key in await paired(office, team)} == {of(other)}
    early = await office.do("closeTeam", {**changed.update, "closedOn": "2024-06-01", "closedReason": "DISBANDED"})
    assert early.problems == {("STILL_PAIRED", "input.id")}
    await office.done("closeChild", {**other.update, "closedOn": "2024-05-02", "closedReason": "MOVED_OUT"})
    assert await paired(office, team) == {}
    await office.done("closeTeam", {**changed.update, "closedOn": "2024-06-01", "closedReason": "DISBANDED"})
    assert (await pair(office, team, child)).problems == {("CLOSED", "input.teamId")}
    assert (await join(office, team, fourth)).problems == {("CLOSED", "input.teamId")}
    assert await office.owner.fetchval(APART) == 0


async def test_a_visit_of_another_holds_off_an_end_before_it(office: Office) -> None:
    mothers = [await office.volunteer() for _ in range(2)]
    team, child = await make(office, *mothers), await office.child()
    await pair(office, team, child)
    first, second = [(await paired(office, team))[of(child), of(mother)] for mother in mothers]
    visitor = await office.mother(mothers[1])
    await office.done("recordVisit", {"pairingId": second["id"], "visitedOn": "2024-03-01"}, visitor)
    end = {"id": first["id"], "expectedVersion": int(first["version"]), "endedReason": "COMPLETED"}
    early = await office.do("endPairing", {**end, "untilOn": "2024-03-01"})
    assert early.problems == {("OUT_OF_ORDER", "input.untilOn")}
    assert len(await paired(office, team)) == len(mothers)
    assert (await office.do("endPairing", {**end, "untilOn": "2024-03-02"})).errors == []
    assert await paired(office, team) == {}


async def test_who_joins_or_leads_meanwhile_is_paired_too(office: Office) -> None:
    """Whichever of them comes first, nobody is told of a fault, and the team is paired as one."""
    lead, second, third, fourth = [await office.volunteer(capacity=4) for _ in range(4)]
    team, children = await make(office, lead, second), [await office.child() for _ in range(2)]
    acts = await asyncio.gather(
        pair(office, team, children[0]),
        join(office, team, third),
        office.do("updateTeam", {**team.update, "leadId": of(second)}),
        pair(office, team, children[1]),
        join(office, team, fourth),
    )
    assert [done.errors for done in acts] == [[]] * len(acts)
    now = await paired(office, team)
    assert {key for key, one in now.items() if one["role"] == "LEAD"} == {(of(one), of(second)) for one in children}
    assert len(now) == len(children) * 4


async def test_sql_of_ones_own_pairs_no_part_of_a_team(office: Office) -> None:
    lead, second, stranger = [await office.volunteer(capacity=2) for _ in range(3)]
    team, child = await make(office, lead, second), await office.child()
    await pair(office, team, child)
    insert = """insert into pairings (id, tenant_code, child_id, caring_mother_id, team_id, role, from_on)
        values (gen_random_uuid(), $1, $2, $3, $4, 'COMPANION', $5)"""
    today = await office.owner.fetchval("select today()")
    other = await office.child()
    refused: dict[tuple[object, ...], str] = {
        (insert, int(VILLAGE), of(other), of(stranger), of(team), today): "pairings_team_id_within",
        (insert, int(VILLAGE), of(other), of(lead), of(team), today): "pairings_team_id_within",
        ("update pairings set team_id = null where team_id = $1", of(team)): "pairings_team_id_fulfilled",
        (CHANGED, of(stranger), of(team), of(second)): "team_members_id_fulfilled",
    }
    for (statement, *values), constraint in refused.items():
        assert await attempt(office, str(statement), *values) == constraint, statement
    assert await office.owner.fetchval(APART) == 0


async def attempt(office: Office, statement: str, *values: object) -> object:
    """The constraint that keeps a caseworker's own SQL from what it does, by the end of its transaction."""
    connection = await asyncpg.connect(office.application_url)
    try:
        async with connection.transaction():
            await connection.execute(office.callers["caseworker"].actor.settings_statement)
            await connection.execute(statement, *values)
    except asyncpg.IntegrityConstraintViolationError as error:
        return error.constraint_name
    finally:
        await connection.close()
    return None
