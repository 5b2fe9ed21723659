"""One project from its call to its closing, step by step, and what is due in it."""

from collections.abc import Mapping
from datetime import date

import pytest

from schema.caller import Caller
from tenants.errors import Forbidden
from tenants.records.milestone.rules import disclosure_days
from tests.callers import ask
from tests.tenants.records.office import COUNTY, Done, Office

TOLD = {"submittedOn": "2024-03-01", "evidence": "会议纪要第3号"}
PASSED = {"state": "PASSED", "decidedOn": "2024-03-05"}
REVIEWED = ("DESK_REVIEW", "DEFENCE", "ACCEPTANCE")
BEFORE_START = ("CALL", "APPLICATION", "DESK_REVIEW", "DEFENCE", "APPROVAL", "AGREEMENT")
PLAN = """mutation ($input: PlanDisclosuresInput!) { planDisclosures(input: $input) {
    milestones { kind dueOn late closedOn } userErrors { code field } } }"""


async def submit(office: Office, project: Done, step: str, **told: object) -> Done:
    score = {"score": 80} if step in REVIEWED else {}
    return await office.do(
        "submitProjectStep", {"projectId": project.update["id"], "step": step, **TOLD, **score, **told}, "manager"
    )


async def decide(
    office: Office, step: Done, decision: Mapping[str, object] = PASSED, by: str | Caller = "director"
) -> Done:
    return await office.do("decideProjectStep", {**step.update, **decision}, by, fields="state decidedOn opinion")


async def go_through(office: Office, project: Done, *steps: str) -> list[Done]:
    decided = []
    for step in steps:
        submitted = await submit(office, project, step)
        assert not submitted.errors, submitted.errors
        decided.append(await decide(office, submitted))
        assert not decided[-1].errors, decided[-1].errors
    return decided


async def latest(office: Office, project: Done) -> Done:
    """The project as it is now."""
    version = await office.owner.fetchval("select version from projects where id = $1", project.update["id"])
    return Done({"id": project.update["id"], "version": version}, [])


async def test_one_project_from_its_call_to_its_closing(office: Office) -> None:
    project = await office.done("createProject", {}, "manager")
    early = await submit(office, project, "APPLICATION")
    assert early.problems == {("STEPS_MISSING", "input.step")}
    call = await submit(office, project, "CALL")
    assert (await submit(office, project, "CALL")).problems == {("ALREADY_EXISTS", "input.step")}
    with pytest.raises(Forbidden):
        await decide(office, call, by="manager")
    # Nor she who submitted it, under another grant.
    assert (await decide(office, call, by=await office.both("manager", "DIRECTOR"))).problems == {
        ("SAME_PERSON", "input.id")
    }
    assert (await decide(office, call, {**PASSED, "state": "REJECTED"})).problems == {("REQUIRED", "input.opinion")}
    assert (await decide(office, call, {**PASSED, "decidedOn": "2024-02-01"})).problems == {
        ("OUT_OF_ORDER", "input.decidedOn")
    }
    refused = await decide(office, call, {**PASSED, "state": "REJECTED", "opinion": "公告期不足"})
    assert refused.record
    assert refused.record["opinion"] == "公告期不足"
    assert (await submit(office, project, "APPLICATION")).problems == {("STEPS_MISSING", "input.step")}
    call, application = await go_through(office, project, "CALL", "APPLICATION")

    unscored = await submit(office, project, "DESK_REVIEW", score=None)
    assert unscored.problems == {("REQUIRED", "input.score")}
    starting = {**project.update, "startedOn": "2024-03-10"}
    assert (await office.do("updateProject", starting, "manager")).problems == {("NOT_APPROVED", "input.startedOn")}
    # What nothing rests on yet is corrected, and decided on again; what something rests on stays.
    corrected = await office.done("updateProjectStep", {**application.update, "summary": "增加受益儿童"}, "manager")
    assert (await submit(office, project, "DESK_REVIEW")).problems == {("STEPS_MISSING", "input.step")}
    assert not (await decide(office, corrected)).errors
    await go_through(office, project, *BEFORE_START[2:])
    assert (await office.do("updateProjectStep", {**call.update, "summary": "改"}, "manager")).problems == {
        ("IN_USE", "input.id")
    }
    assert (await submit(office, project, "MID_TERM")).problems == {("STEPS_MISSING", "input.step")}
    project = await office.done("updateProject", starting, "manager")

    given = {"projectId": project.update["id"], "receivedOn": "2024-04-01", "amount": "500.00"}
    await office.done("recordDonation", given, "manager")
    await go_through(office, project, "MID_TERM", "ACCEPTANCE")
    closing = await submit(office, project, "CLOSING")
    assert (await decide(office, closing)).problems == {("NOT_EMPTY", "input.id")}
    ending = {"endedOn": "2024-07-01", "endedReason": "COMPLETED"}
    ended = await office.do("endProject", {**(await latest(office, project)).update, **ending}, "manager")
    assert ended.problems == {("NOT_APPROVED", "input.endedReason")}
    await spend(office, project, "500.00")
    assert not (await decide(office, closing)).errors
    await office.done("endProject", {**(await latest(office, project)).update, **ending}, "manager")
    assert (await submit(office, project, "CALL")).problems == {("CLOSED", "input.projectId")}


async def spend(office: Office, project: Done, amount: str) -> None:
    body = {"tenant": COUNTY, "name": "施工队", "kind": "ENTERPRISE", "registeredOn": "2024-01-01"}
    payee = await office.done("createOrganization", body, "manager")
    asked = {"projectId": project.update["id"], "payeeId": payee.update["id"], "purpose": "HOUSING", "amount": amount}
    request = await office.done("requestDisbursement", {**asked, "requestedOn": "2024-05-01"}, "manager")
    decision = {"decision": "APPROVED", "decidedOn": "2024-05-02"}
    decided = await office.done("decideDisbursement", {**request.update, **decision}, "director")
    await office.done("payDisbursement", {**decided.update, "paidOn": "2024-05-03"}, "manager")


async def test_a_project_without_steps_goes_by_none(office: Office) -> None:
    """As many a village's own; cancelled, a project ends at any step."""
    project = await office.done("createProject", {"startedOn": "2024-03-01"}, "manager")
    await office.done("endProject", {**project.update, "endedOn": "2024-07-01", "endedReason": "COMPLETED"}, "manager")
    other = await office.done("createProject", {}, "manager")
    await go_through(office, other, "CALL")
    await office.done("endProject", {**other.update, "endedOn": "2024-07-01", "endedReason": "CANCELLED"}, "manager")


async def test_what_has_to_be_made_public_and_what_is_late(office: Office) -> None:
    project = await office.done("createProject", {}, "manager")
    planning = {"id": project.update["id"], "expectedVersion": 1, "untilOn": "2025-01-15"}
    caller = office.callers["manager"]
    early = (await ask(office.engine, caller, PLAN, {"input": planning}))["planDisclosures"]
    assert early["userErrors"] == [{"code": "CLOSED", "field": ["input", "id"]}]
    project = await office.done("updateProject", {**project.update, "startedOn": "2024-01-15"}, "manager")
    planning["expectedVersion"] = 2
    planned = (await ask(office.engine, caller, PLAN, {"input": planning}))["planDisclosures"]
    assert [one["dueOn"] for one in planned["milestones"]] == ["2024-04-15", "2024-07-15", "2024-10-15", "2025-04-15"]
    assert {(one["kind"], one["late"], one["closedOn"]) for one in planned["milestones"]} == {
        ("DISCLOSURE", True, None)
    }
    # Again, with a later end: only what is not there yet.
    again = (await ask(office.engine, caller, PLAN, {"input": {**planning, "untilOn": "2025-02-15"}}))[
        "planDisclosures"
    ]
    assert [one["dueOn"] for one in again["milestones"]] == ["2025-01-15", "2025-05-15"]
    late = f"""{{ tenant(code: "{COUNTY}") {{ milestones(filter: {{late: true}}, order: DUE_ON_ASC) {{
        nodes {{ id version dueOn }} }} }} }}"""
    (first, *others) = (await ask(office.engine, caller, late))["tenant"]["milestones"]["nodes"]
    closing = {"id": first["id"], "expectedVersion": first["version"], "closedOn": "2024-04-10", "closedReason": "DONE"}
    await office.done("closeMilestone", closing, "manager")
    assert (await ask(office.engine, caller, late))["tenant"]["milestones"]["nodes"] == others


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2024, 1, 31), date(2024, 6, 30), [date(2024, 9, 30)]),
        (date(2024, 1, 31), date(2024, 7, 31), [date(2024, 10, 31)]),
        (date(2023, 11, 30), date(2024, 6, 1), [date(2024, 2, 29), date(2024, 5, 30), date(2024, 9, 1)]),
    ],
)
def test_a_short_project_is_told_of_at_its_end_alone(since: date, until: date, expected: list[date]) -> None:
    assert list(disclosure_days(since, until)) == expected
