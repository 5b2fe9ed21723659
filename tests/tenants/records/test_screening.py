"""Screenings: one application after another, each decided by somebody without a part in it; how she stands follows."""

import random
from datetime import date, timedelta

import asyncpg
import pytest

from schema.caller import Caller
from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.tenants.records.office import APPROVAL, COUNTY, VILLAGE, Done, Office

KEPT = "screenings_id_fulfilled"
REJECTION = {"state": "REJECTED", "opinion": "面谈未通过"}
STANDS = """query ($id: ID!) { caringMother(id: $id) { screeningState screeningUntil screenings { nodes {
    state decidedOn approvedUntil opinion lapsedOn lapsedReason } } } }"""
DECISIONS = """{ fileDecisions(first: 200, filter: { decision: DECIDE_PAIRING }) {
    nodes { dueOn child { id } pairing { id } } } }"""
DIFFERENT = """select count(*) from caring_mothers m cross join lateral standing_of_caring_mother(m.id) s
    where (m.screening_state, m.screening_until) is distinct from (s.state, s.until)"""


async def stands(office: Office, mother: Done) -> tuple[str, str | None, list[dict[str, object]]]:
    found = (await ask(office.engine, office.callers["caseworker"], STANDS, {"id": mother.update["id"]}))[
        "caringMother"
    ]
    return found["screeningState"], found["screeningUntil"], found["screenings"]["nodes"]


async def apply(office: Office, mother: Done, by: str | Caller = "caseworker") -> Done:
    return await office.done("applyForScreening", {"caringMotherId": mother.update["id"]}, by)


async def decide(office: Office, screening: Done, by: str | Caller = "director", **decision: object) -> Done:
    return await office.do("decideScreening", {**screening.update, **APPROVAL, **decision}, by)


def name_of(caller: Caller) -> str:
    assert caller.session
    return caller.session.user_name


async def today(office: Office) -> date:
    day: date = await office.owner.fetchval("select today()")
    return day


async def test_a_renewal_is_another_application_and_the_first_ones_history_stands(office: Office) -> None:
    mother = await office.done("registerCaringMother", {})
    assert await stands(office, mother) == ("PENDING", None, [])
    told = {"statement": "愿意长期陪伴孩子", "recommendedBy": "县总工会", "caringMotherId": mother.update["id"]}
    first = await office.done("applyForScreening", told)
    twice = await office.do("applyForScreening", told)
    assert twice.problems == {("ALREADY_EXISTS", "input.caringMotherId")}
    with pytest.raises(Forbidden):
        await decide(office, first, "caseworker")
    with pytest.raises(Forbidden):
        await office.do("applyForScreening", told, "director")
    assert (await decide(office, first, approvedUntil="2090-01-01", opinion="同意")).errors == []
    assert (await decide(office, first)).problems == {("CONFLICT", "input.expectedVersion")}
    again = await decide(office, Done({**first.update, "version": 2}, []))
    assert again.problems == {("ALREADY_DONE", "input.id")}

    renewal = await apply(office, mother)
    state, until, screenings = await stands(office, mother)
    # What was decided before holds until this one is.
    assert (state, until, [one["state"] for one in screenings]) == ("APPROVED", "2090-01-01", ["APPROVED", "APPLIED"])
    assert (await decide(office, renewal)).errors == []
    kept = {"state": "APPROVED", "lapsedOn": None, "lapsedReason": None, "decidedOn": str(await today(office))}
    first_one, second = (await stands(office, mother))[2]
    assert first_one == {**kept, "approvedUntil": "2090-01-01", "opinion": "同意"}
    assert second == {**kept, "approvedUntil": "2099-01-01", "opinion": None}

    rejected = await apply(office, mother)
    assert (await decide(office, rejected, **REJECTION, approvedUntil=None)).errors == []
    state, until, screenings = await stands(office, mother)
    assert (state, until, screenings[:2]) == ("REJECTED", None, [first_one, second])


async def test_a_director_screens_only_her_own_register(office: Office) -> None:
    screening = await apply(office, await office.done("registerCaringMother", {"tenant": VILLAGE}))
    with pytest.raises(Forbidden):
        await decide(office, screening)


async def test_who_decides_had_no_part_in_it(office: Office) -> None:
    """Neither who entered her, nor who applied for her, nor she herself, nor who did a step, nor an interviewer."""
    entered, applied, recorded = [await office.worker(COUNTY) for _ in range(3)]
    in_charge = [await office.both(one, "DIRECTOR") for one in (entered, applied, recorded)]
    interviewing = await office.worker(COUNTY)
    mother, other = [await office.done("registerCaringMother", {}, entered) for _ in range(2)]
    herself = await office.mother(mother)
    screening = await apply(office, mother, applied)
    step = {"screeningId": screening.update["id"], "step": "INTERVIEW", "outcome": "PASSED", "doneOn": "2024-02-01"}
    above = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    interviewers = [name_of(interviewing), name_of(above)]
    # Who is not known to be somebody is compared with nobody: a name, an account of another county, of a Caring Mother.
    for stranger in ("李主任", name_of(office.callers["neighbour"]), name_of(await office.mother(other))):
        refused = await office.do("recordClearanceStep", {**step, "interviewers": [*interviewers, stranger]}, recorded)
        assert refused.problems == {("NOT_FOUND", "input.interviewers")}
    both = await office.both(herself, "CASEWORKER")
    refused = await office.do("recordClearanceStep", {**step, "interviewers": [*interviewers, name_of(both)]}, recorded)
    assert refused.problems == {("SAME_PERSON", "input.interviewers")}
    await office.done("recordClearanceStep", {**step, "interviewers": interviewers}, recorded)
    for one in (*in_charge, await office.both(interviewing, "DIRECTOR"), await office.both(herself, "DIRECTOR")):
        for decision in ({}, {**REJECTION, "approvedUntil": None}):
            assert (await decide(office, screening, one, **decision)).problems == {("SAME_PERSON", "input.id")}
    assert (await decide(office, screening)).errors == []


async def test_an_approval_is_revoked_at_once(office: Office) -> None:
    mother = await office.done("registerCaringMother", {})
    screening = await office.screening(mother)
    pairing = await office.pairing(caringMotherId=mother.update["id"])
    with pytest.raises(Forbidden):
        await office.do("revokeScreening", {**screening.update, "lapsedReason": "查询结果有误"})
    revoked = await office.done("revokeScreening", {**screening.update, "lapsedReason": "查询结果有误"}, "director")
    state, _, screenings = await stands(office, mother)
    assert (state, screenings[0]["state"], screenings[0]["lapsedReason"]) == ("PENDING", "APPROVED", "查询结果有误")
    again = await office.do("revokeScreening", {**revoked.update, "lapsedReason": "再次"}, "director")
    assert again.problems == {("ALREADY_DONE", "input.id")}
    parties = {"childId": (await office.child()).update["id"], "caringMotherId": mother.update["id"]}
    assert (await office.do("pair", parties)).problems == {("NOT_SCREENED", "input.caringMotherId")}
    # What is to become of the pairing that is open has to be decided now.
    assert (str(await today(office)), pairing.update["id"]) in await pairing_decisions(office)


async def pairing_decisions(office: Office) -> set[tuple[str, str]]:
    found = await ask(office.engine, office.callers["caseworker"], DECISIONS)
    return {(one["dueOn"], one["pairing"]["id"]) for one in found["fileDecisions"]["nodes"]}


async def test_a_pairing_is_decided_about_30_days_before_the_screening_runs_out(office: Office) -> None:
    now = await today(office)
    days = {"later": now + timedelta(31), "soon": now + timedelta(30)}
    mothers = {name: await office.done("registerCaringMother", {"capacity": 2}) for name in days}
    pairings = {}
    for name, mother in mothers.items():
        await office.screening(mother, **{**APPROVAL, "approvedUntil": str(days[name])})
        pairings[name] = [await office.pairing(caringMotherId=mother.update["id"]) for _ in range(2)]
    ids = {one.update["id"] for found in pairings.values() for one in found}

    async def due() -> set[tuple[str, str]]:
        return {one for one in await pairing_decisions(office) if one[1] in ids}

    wanted = {(str(days["soon"]), one.update["id"]) for one in pairings["soon"]}
    assert await due() == wanted
    # Once it has run out it stays due; ended, or screened anew, it is gone.
    await office.owner.execute(
        "update caring_mothers set screening_until = $2 where id = $1",
        *(mothers["soon"].update["id"], now - timedelta(1)),
    )
    assert {pairing for _, pairing in await due()} == {pairing for _, pairing in wanted}
    one = pairings["soon"][0]
    await office.done("endPairing", {**one.update, "untilOn": str(now), "endedReason": "CLEARANCE_LOST"})
    assert await due() == {(str(now - timedelta(1)), pairings["soon"][1].update["id"])}
    await office.screening(mothers["soon"])
    assert await due() == set()


@pytest.mark.parametrize("seed", range(3))
async def test_how_she_stands_is_what_was_decided_last(office: Office, seed: int) -> None:
    """Random acts, beside a model that keeps nothing but the last decision."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    mother = await office.done("registerCaringMother", {})
    open_: Done | None = None
    latest: Done | None = None
    wanted: tuple[str, str | None] = ("PENDING", None)
    for number in range(25):
        act = chance.choice(("apply", "approve", "approve", "reject", "withdraw", "revoke", "rename", "retouch"))
        until = str(date(2090, 1, 1) + timedelta(chance.randrange(3)))
        if act == "apply" and not open_:
            open_ = await apply(office, mother)
        elif act == "approve" and open_:
            latest, open_, wanted = await decide(office, open_, approvedUntil=until), None, ("APPROVED", until)
            assert latest.errors == []
        elif act == "reject" and open_:
            latest, open_ = await decide(office, open_, **REJECTION, approvedUntil=None), None
            wanted = ("REJECTED", None)
        elif act == "withdraw" and open_:
            open_ = await office.done("withdrawScreening", open_.update) and None
        elif act == "revoke" and latest and wanted[0] == "APPROVED":
            await office.done("revokeScreening", {**latest.update, "lapsedReason": "被举报"}, "director")
            wanted = ("PENDING", None)
        elif act == "rename":
            await office.done("updateCaringMother", {**(await office.latest(mother)).update, "name": f"王{number}"})
            wanted = ("PENDING", None)
        elif act == "retouch":
            told = {**(await office.latest(mother)).update, "phone": "13800000000"}
            await office.done("updateCaringMother", told)
        assert (await stands(office, mother))[:2] == wanted, act
    assert await office.owner.fetchval(DIFFERENT) == 0


@pytest.mark.parametrize(
    ("of", "by", "change", "outcome"),
    [
        ("open", "caseworker", "state = 'APPROVED', approved_until = '2099-01-01'", "forbidden"),
        ("open", "director", "state = 'APPROVED', approved_until = '2099-01-01', applied_on = '2023-01-01'", KEPT),
        ("open", "caseworker", "applied_on = '2023-01-01'", KEPT),
        ("decided", "director", "approved_until = '2100-01-01'", KEPT),
        ("decided", "director", "state = 'APPLIED', decided_on = null, approved_until = null", KEPT),
        ("decided", "director", "state = 'WITHDRAWN', approved_until = null", KEPT),
        ("decided", "director", "applied_on = '2023-01-01'", KEPT),
        ("decided", "caseworker", "lapsed_on = today()", "forbidden"),
        ("decided", "director", "lapsed_on = today()", "UPDATE 1"),
        ("decided", None, "approved_until = '2100-01-01'", "UPDATE 1"),
    ],
)
async def test_sql_of_ones_own_does_no_more(office: Office, of: str, by: str | None, change: str, outcome: str) -> None:
    """Of the application's role, as the product acts, and (None) of the owner, to whom how she stands follows, too."""
    mother = await office.done("registerCaringMother", {})
    screenings = {"decided": await office.screening(mother), "open": await apply(office, mother)}
    connection = await asyncpg.connect(office.application_url) if by else office.owner
    try:
        async with connection.transaction():
            if by:
                await connection.execute(office.callers[by].actor.settings_statement)
            key = screenings[of].update["id"]
            done = await connection.execute(f"update screenings set {change} where id = $1", key)
    except asyncpg.InsufficientPrivilegeError:
        done = "forbidden"
    except asyncpg.IntegrityConstraintViolationError as error:
        done = error.constraint_name or ""
    finally:
        if by:
            await connection.close()
    assert done == outcome
    assert await office.owner.fetchval(DIFFERENT) == 0
