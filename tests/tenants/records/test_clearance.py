"""Screening by steps that a director requires: in order, still valid, and approved by nobody who did one of them."""

import asyncpg
import pytest

from tenants.errors import Forbidden
from tests.callers import add_caller
from tests.tenants.records.office import COUNTY, Done, Office

PROVINCE = "330000000000"
RULE = {"tenant": PROVINCE, "recruitedThrough": "NONPROFIT", "openedOn": "2024-01-01"}
ENQUIRY = {"body": "淳安县公安局", "referenceNumber": "查〔2024〕1号"}


async def step(office: Office, mother: Done, kind: str, **changed: object) -> Done:
    given = {"caringMotherId": mother.update["id"], "step": kind, "outcome": "PASSED", "doneOn": "2024-02-01"}
    return await office.do("recordClearanceStep", {**given, **changed}, fields="validUntil")


async def approve(office: Office, mother: Done, by: str = "director") -> Done:
    now = await office.owner.fetchval("select version from caring_mothers where id = $1", mother.update["id"])
    approval = {"screeningState": "APPROVED", "screeningUntil": "2099-01-01"}
    return await office.do("screenCaringMother", {"id": mother.update["id"], "expectedVersion": now, **approval}, by)


async def test_a_provincial_director_says_which_steps_there_are(office: Office) -> None:
    provincial = await add_caller(office.owner, office.database, "DIRECTOR", int(PROVINCE))
    with pytest.raises(Forbidden):
        await office.do("createClearanceRequirement", {**RULE, "step": "NO_OFFENCE", "position": 1})
    with pytest.raises(Forbidden):
        await office.do("createClearanceRequirement", {**RULE, "step": "NO_OFFENCE", "position": 1}, "director")
    for position, kind in enumerate(("NO_OFFENCE", "INTERVIEW", "TRAINING"), 1):
        await office.done("createClearanceRequirement", {**RULE, "step": kind, "position": position}, provincial)
    mother = await office.done("registerCaringMother", {"recruitedThrough": "NONPROFIT"})
    # Of another way of recruiting nothing is required.
    assert (await office.volunteer()).errors == []

    assert (await approve(office, mother)).problems == {("STEPS_MISSING", "input.id")}
    early = await step(office, mother, "INTERVIEW", interviewers=["甲", "乙"])
    assert early.problems == {("STEPS_MISSING", "input.step")}
    bare = await step(office, mother, "NO_OFFENCE")
    assert bare.problems == {("REQUIRED", "input.body"), ("REQUIRED", "input.referenceNumber")}
    enquired = await step(
        office, mother, "NO_OFFENCE", **ENQUIRY, doneOn=str(await office.owner.fetchval("select today()"))
    )
    assert enquired.errors == []
    alone = await step(office, mother, "INTERVIEW", interviewers=["甲", "甲"])
    assert alone.problems == {("TWO_PEOPLE", "input.interviewers")}
    assert (await step(office, mother, "INTERVIEW", interviewers=["甲", "乙"])).errors == []
    long = {"hours": 8, "validUntil": "2098-01-01"}
    assert (await step(office, mother, "TRAINING", **long)).errors == []
    assert (await approve(office, mother)).errors == []
    # What lapsed, or was failed since, is missing again: for the next approval.
    assert (await step(office, mother, "NO_OFFENCE", outcome="FAILED", doneOn="2024-01-01")).errors == []
    assert await office.owner.fetchval("select missing_steps($1)", mother.update["id"]) == []
    lapsed = {**ENQUIRY, "validUntil": "2024-03-01", "doneOn": str(await office.owner.fetchval("select today()"))}
    assert (await step(office, mother, "NO_OFFENCE", **lapsed)).errors == []
    assert await office.owner.fetchval("select missing_steps($1)", mother.update["id"]) == ["NO_OFFENCE"]


async def test_an_enquiry_and_training_are_valid_for_a_year(office: Office) -> None:
    mother = await office.done("registerCaringMother", {})
    enquired = await step(office, mother, "NO_OFFENCE", **ENQUIRY)
    assert enquired.record
    assert enquired.record["validUntil"] == "2025-01-31"
    healthy = await step(office, mother, "HEALTH")
    assert healthy.record
    assert healthy.record["validUntil"] is None


async def test_who_did_a_step_does_not_approve(office: Office) -> None:
    mother = await office.done("registerCaringMother", {})
    both = await office.both("director", "CASEWORKER")
    given = {"caringMotherId": mother.update["id"], "step": "HEALTH", "outcome": "PASSED", "doneOn": "2024-02-01"}
    await office.done("recordClearanceStep", given, both)
    assert (await approve(office, mother)).problems == {("SAME_PERSON", "input.id")}


async def test_a_step_is_kept_where_she_is_and_never_changed(office: Office) -> None:
    mother = await office.done("registerCaringMother", {})
    done = await step(office, mother, "HEALTH")
    async with office.database.writing(office.callers["neighbour"].actor) as writing:
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            async with writing.savepoint():
                await writing.connection.execute(
                    """insert into clearance_steps (id, tenant_code, caring_mother_id, step, outcome, done_on)
                       values (gen_random_uuid(), 330128000000, $1, 'NO_OFFENCE', 'PASSED', '2024-01-01')""",
                    mother.update["id"],
                )
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with writing.savepoint():
                await writing.connection.execute("update clearance_steps set outcome = 'FAILED'")
    assert done.record
    assert await office.owner.fetchval(
        "select tenant_code from clearance_steps where id = $1", done.record["id"]
    ) == int(COUNTY)
