"""The steps that a director requires of a screening: in order, and valid as long as an approval rests on them."""

import asyncpg
import pytest

from tenants.database.transactions import Writing
from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.tenants.records.office import APPROVAL, COUNTY, Done, Office

PROVINCE = "330000000000"
RULE = {"tenant": PROVINCE, "recruitedThrough": "NONPROFIT", "openedOn": "2024-01-01"}
MISSING = "query ($id: ID!) { screening(id: $id) { missingSteps } }"
ENQUIRY = {"body": "淳安县公安局", "referenceNumber": "查〔2024〕1号"}


async def apply(office: Office, **given: object) -> tuple[Done, Done]:
    """A new registration, and its application."""
    mother = await office.done("registerCaringMother", given)
    return mother, await office.done("applyForScreening", {"caringMotherId": mother.update["id"]})


async def step(office: Office, screening: Done, kind: str, **changed: object) -> Done:
    given = {"screeningId": screening.update["id"], "step": kind, "outcome": "PASSED", "doneOn": "2024-02-01"}
    return await office.do("recordClearanceStep", {**given, **changed}, fields="validUntil")


async def approve(office: Office, screening: Done, **decision: object) -> Done:
    return await office.do("decideScreening", {**screening.update, **APPROVAL, **decision}, "director")


async def missing(office: Office, screening: Done) -> object:
    found = await ask(office.engine, office.callers["caseworker"], MISSING, {"id": screening.update["id"]})
    return found["screening"]["missingSteps"]


async def insert_step(writing: Writing, tenant: int, screening: Done, mother: Done) -> None:
    async with writing.savepoint():
        await writing.connection.execute(
            """insert into clearance_steps (id, tenant_code, screening_id, caring_mother_id, step, outcome, done_on)
               values (gen_random_uuid(), $1, $2, $3, 'NO_OFFENCE', 'PASSED', '2024-01-01')""",
            *(tenant, screening.update["id"], mother.update["id"]),
        )


async def test_a_provincial_director_says_which_steps_there_are(office: Office) -> None:
    provincial = await add_caller(office.owner, office.database, "DIRECTOR", int(PROVINCE))
    with pytest.raises(Forbidden):
        await office.do("createClearanceRequirement", {**RULE, "step": "NO_OFFENCE", "position": 1})
    with pytest.raises(Forbidden):
        await office.do("createClearanceRequirement", {**RULE, "step": "NO_OFFENCE", "position": 1}, "director")
    for position, kind in enumerate(("NO_OFFENCE", "INTERVIEW", "TRAINING"), 1):
        await office.done("createClearanceRequirement", {**RULE, "step": kind, "position": position}, provincial)
    today = str(await office.owner.fetchval("select today()"))
    mother, screening = await apply(office, recruitedThrough="NONPROFIT")
    sessions = [(await office.worker(COUNTY)).session for _ in range(2)]
    interviewers = [one.user_name for one in sessions if one]
    # Of another way of recruiting nothing is required.
    assert (await office.volunteer()).errors == []

    assert await missing(office, screening) == ["NO_OFFENCE", "INTERVIEW", "TRAINING"]
    assert (await approve(office, screening)).problems == {("STEPS_MISSING", "input.id")}
    early = await step(office, screening, "INTERVIEW", interviewers=interviewers)
    assert early.problems == {("STEPS_MISSING", "input.step")}
    bare = await step(office, screening, "NO_OFFENCE")
    assert bare.problems == {("REQUIRED", "input.body"), ("REQUIRED", "input.referenceNumber")}
    assert (await step(office, screening, "NO_OFFENCE", **ENQUIRY, validUntil="2098-01-01")).errors == []
    alone = await step(office, screening, "INTERVIEW", interviewers=interviewers[:1] * 2)
    assert alone.problems == {("TWO_PEOPLE", "input.interviewers")}
    assert (await step(office, screening, "INTERVIEW", interviewers=interviewers)).errors == []
    assert (await step(office, screening, "TRAINING", hours=8, validUntil="2097-01-01")).errors == []
    # What was failed before is no matter.
    assert (await step(office, screening, "NO_OFFENCE", outcome="FAILED", doneOn="2024-01-01")).errors == []
    assert await missing(office, screening) == []
    # An approval ends with the first step that it rests on.
    assert (await approve(office, screening)).problems == {("OUT_OF_ORDER", "input.approvedUntil")}
    assert (await approve(office, screening, approvedUntil="2097-01-01")).errors == []
    assert await missing(office, screening) == []
    assert (await step(office, screening, "HEALTH")).problems == {("CLOSED", "input.screeningId")}

    # Of a renewal what is still valid need not be done again; what lapsed, or was failed since, has to.
    renewal = await office.done("applyForScreening", {"caringMotherId": mother.update["id"]})
    assert await missing(office, renewal) == []
    assert (await step(office, renewal, "TRAINING", outcome="FAILED", doneOn=today)).errors == []
    lapsed = {**ENQUIRY, "doneOn": "2024-02-02"}
    assert (await step(office, renewal, "NO_OFFENCE", **lapsed, validUntil="2024-02-01")).problems == {
        ("OUT_OF_ORDER", "input.validUntil")
    }
    assert (await step(office, renewal, "NO_OFFENCE", **lapsed, validUntil="2024-03-01")).errors == []
    assert await missing(office, renewal) == ["NO_OFFENCE", "TRAINING"]
    assert (await approve(office, renewal)).problems == {("STEPS_MISSING", "input.id")}


async def test_an_enquiry_and_training_are_valid_for_a_year(office: Office) -> None:
    _, screening = await apply(office)
    enquired = await step(office, screening, "NO_OFFENCE", **ENQUIRY)
    assert enquired.record
    assert enquired.record["validUntil"] == "2025-01-31"
    healthy = await step(office, screening, "HEALTH")
    assert healthy.record
    assert healthy.record["validUntil"] is None


async def test_a_step_is_kept_where_she_is_and_never_changed(office: Office) -> None:
    _, screening = await apply(office)
    other, _ = await apply(office)
    done = await step(office, screening, "HEALTH")
    async with office.database.writing(office.callers["neighbour"].actor) as writing:
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await insert_step(writing, 330128000000, screening, other)
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await insert_step(writing, int(COUNTY), screening, other)
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with writing.savepoint():
                await writing.connection.execute("update clearance_steps set outcome = 'FAILED'")
    assert done.record
    assert await office.owner.fetchval(
        "select tenant_code from clearance_steps where id = $1", done.record["id"]
    ) == int(COUNTY)
