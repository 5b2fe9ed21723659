"""What is to be decided of a file: raised 30 days before, gone once it is done, never done by itself."""

from datetime import date, timedelta

import pytest

from tenants.clock import today
from tests.callers import ask
from tests.tenants.records.office import Done, Office

LIST = "{ all: fileDecisions(first: 200, order: DUE_ON_ASC) { nodes { decision dueOn child { id } } } }"


async def due(office: Office, child: Done, by: str = "caseworker") -> dict[str, str]:
    nodes = (await ask(office.engine, office.callers[by], LIST))["all"]["nodes"]
    return {one["decision"]: one["dueOn"] for one in nodes if one["child"]["id"] == child.update["id"]}


async def assessed(office: Office, **given: object) -> Done:
    """A child whose risk is no question for a while."""
    child = await office.child(identityNumber=None, **given)
    risk = {"childId": child.update["id"], "level": "GREEN", "assessedOn": str(today())}
    await office.done("recordAssessment", {**risk, "nextDueOn": str(today() + timedelta(days=400))})
    return child


def born(years: int, in_days: int) -> str:
    """Born so many years before the day in so many days."""
    day = today() + timedelta(days=in_days)
    return str(date(day.year - years, day.month, min(day.day, 28)))


@pytest.mark.parametrize(("years", "decision"), [(14, "CONSENT_AT_14"), (16, "CATEGORY_AT_16"), (18, "FILE_AT_18")])
async def test_an_age_raises_its_decision_thirty_days_before(office: Office, years: int, decision: str) -> None:
    near, far = await assessed(office, birthDate=born(years, 25)), await assessed(office, birthDate=born(years, 40))
    assert decision in await due(office, near)
    assert decision not in await due(office, far)
    state = await office.owner.fetchval("select state from children where id = $1", near.update["id"])
    assert state == "ON_FILE"
    # Above its tenant, a director opens the file first.
    assert await due(office, near, "director") == {}


async def test_what_is_done_is_gone(office: Office) -> None:
    child = await assessed(office, birthDate=born(14, -40))
    assert set(await due(office, child)) == {"CONSENT_AT_14"}
    given = {"childId": child.update["id"], "purpose": "KEEP_FILE", "decision": "GIVEN", "method": "PAPER"}
    await office.done("recordConsent", {**given, "byChild": True, "fromOn": str(today())})
    assert await due(office, child) == {}


async def test_a_file_without_an_assessment_or_a_category_is_listed(office: Office) -> None:
    child = await office.child()
    assert await due(office, child) == {"ASSESS": "2024-01-03"}
    kept = await office.owner.fetchrow(
        "select id, version from categorizations where child_id = $1", child.update["id"]
    )
    ended = {"id": str(kept["id"]), "expectedVersion": kept["version"], "untilOn": "2024-05-05"}
    await office.done("endCategorization", {**ended, "endedReason": "PARENTS_RETURNED"})
    assert set(await due(office, child)) == {"ASSESS", "CLOSE_WITHOUT_CATEGORY"}


async def test_what_follows_from_the_parents_is_to_be_confirmed_and_ended(office: Office) -> None:
    child = await assessed(office)
    of = {"childId": child.update["id"]}
    done = {}
    for parent, what in (("FATHER", "IMPRISONED"), ("MOTHER", "SEVERELY_ILL")):
        given = {**of, "parent": parent, "circumstance": what, "fromOn": "2024-02-02"}
        done[parent] = await office.done("addParentCircumstance", given)
    assert await due(office, child) == {"CONFIRM_DE_FACTO": "2024-02-02"}
    found = {**of, "category": "DE_FACTO_UNATTENDED", "source": "FEDERATION", "fromOn": "2024-02-02"}
    await office.done("addCategorization", found)
    assert await due(office, child) == {}
    released = {**done["FATHER"].update, "untilOn": "2024-08-08", "endedReason": "CHANGED"}
    await office.done("endParentCircumstance", released)
    assert set(await due(office, child)) == {"END_DE_FACTO"}


async def test_a_delegation_is_told_and_renewed(office: Office) -> None:
    child = await assessed(office)
    of = {"childId": child.update["id"], "name": "张某", "fromOn": "2024-01-05"}
    father = await office.done("addGuardian", {**of, "relation": "FATHER", "legalGuardian": True})
    fit = dict.fromkeys(("noViolence", "noVice", "noNeglect", "otherwiseFit"), True)
    told = {"delegationReason": "务工", "childOpinion": "愿意", "delegatedUntil": str(today() + timedelta(days=20))}
    given = {**of, **fit, **told, "relation": "GRANDPARENT", "delegatedById": father.update["id"]}
    entrusted = await office.done("delegateCare", given)
    assert set(await due(office, child)) == {"TELL_OF_DELEGATION", "RENEW_DELEGATION"}
    both = {"schoolToldOn": "2024-01-06", "villageToldOn": "2024-01-06"}
    later = {**entrusted.update, **both, "delegatedUntil": str(today() + timedelta(days=300))}
    await office.done("updateGuardian", later)
    assert await due(office, child) == {}
