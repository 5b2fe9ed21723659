"""One project from its call to its closing, step by step, and what is due in it."""

import asyncio
from collections.abc import Mapping
from datetime import date

import pytest

from schema.caller import Caller
from tenants.errors import Forbidden
from tenants.records.milestone.rules import disclosure_days
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, Done, Office

TOLD = {"submittedOn": "2024-03-05", "evidence": "会议纪要第3号"}
PASSED = {"state": "PASSED", "decidedOn": "2024-03-05"}
REJECTED = {"state": "REJECTED", "decidedOn": "2024-03-05", "opinion": "材料不全"}
# Of what comes once it runs.
LATER = "2024-06-01"
REVIEWED = ("DESK_REVIEW", "DEFENCE", "ACCEPTANCE")
BEFORE_START = ("CALL", "APPLICATION", "DESK_REVIEW", "DEFENCE", "APPROVAL", "AGREEMENT")
PLAN = """mutation ($input: PlanDisclosuresInput!) { planDisclosures(input: $input) {
    milestones { kind dueOn late closedOn } userErrors { code field } } }"""


async def submit(office: Office, project: Done, step: str, **told: object) -> Done:
    usual = (
        TOLD | ({"score": 80} if step in REVIEWED else {}) | ({} if step in BEFORE_START else {"submittedOn": LATER})
    )
    return await office.do(
        "submitProjectStep", {"projectId": project.update["id"], "step": step, **usual, **told}, "manager"
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
        decided.append(await decide(office, submitted, passed(step)))
        assert not decided[-1].errors, decided[-1].errors
    return decided


def passed(step: str) -> dict[str, str]:
    return PASSED if step in BEFORE_START else {**PASSED, "decidedOn": LATER}


async def latest(office: Office, project: Done) -> Done:
    """The project as it is now."""
    version = await office.owner.fetchval("select version from projects where id = $1", project.update["id"])
    return Done({"id": project.update["id"], "version": version}, [])


async def test_one_project_from_its_call_to_its_closing(office: Office) -> None:
    project = await office.done("createProject", {}, "manager")
    indicator = await to_change(office, project)
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
    second = await add_caller(office.owner, office.database, "DIRECTOR", int(COUNTY))
    assert (await decide(office, call, {**PASSED, "state": "REJECTED"})).problems == {("REQUIRED", "input.opinion")}
    assert (await decide(office, call, {**PASSED, "decidedOn": "2024-02-01"})).problems == {
        ("OUT_OF_ORDER", "input.decidedOn")
    }
    # Of two who decide at once one has decided.
    at_once = await asyncio.gather(*(decide(office, call, REJECTED, by) for by in ("director", second)))
    refused, stale = sorted(at_once, key=lambda one: len(one.problems))
    assert stale.problems == {("CONFLICT", "input.expectedVersion")}
    assert refused.record
    assert refused.record["opinion"] == REJECTED["opinion"]
    assert (await submit(office, project, "APPLICATION")).problems == {("STEPS_MISSING", "input.step")}
    call, application = await go_through(office, project, "CALL", "APPLICATION")

    # It rests on what was decided by then.
    early = await submit(office, project, "DESK_REVIEW", submittedOn="2024-03-04")
    assert early.problems == {("OUT_OF_ORDER", "input.submittedOn")}
    unscored = await submit(office, project, "DESK_REVIEW", score=None)
    assert unscored.problems == {("REQUIRED", "input.score")}
    starting = {**project.update, "startedOn": "2024-03-10"}
    assert (await office.do("updateProject", starting, "manager")).problems == {("NOT_APPROVED", "input.startedOn")}
    # What nothing rests on yet is corrected, and decided on again; what something rests on stays.
    corrected = await office.done("updateProjectStep", {**application.update, "summary": "增加受益儿童"}, "manager")
    assert (await submit(office, project, "DESK_REVIEW")).problems == {("STEPS_MISSING", "input.step")}
    assert not (await decide(office, corrected)).errors
    agreement = (await go_through(office, project, *BEFORE_START[2:]))[-1]
    await stays(office, call)
    assert (await submit(office, project, "MID_TERM")).problems == {("STEPS_MISSING", "input.step")}
    sooner = await office.do("updateProject", {**starting, "startedOn": "2024-03-04"}, "manager")
    assert sooner.problems == {("OUT_OF_ORDER", "input.startedOn")}
    project = await office.done("updateProject", starting, "manager")
    # It was started upon the agreement, which nobody takes back under it.
    await stays(office, agreement)
    await close(office, project, indicator)


async def stays(office: Office, step: Done, problem: str = "IN_USE") -> None:
    """It is neither changed nor decided on in another way."""
    changed = await office.do("updateProjectStep", {**step.update, "summary": "改"}, "manager")
    assert changed.problems == {(problem, "input.id")}
    for decision in (REJECTED, {**PASSED, "decidedOn": "2024-06-30"}):
        assert (await decide(office, step, decision)).problems == {(problem, "input.id")}


async def close(office: Office, project: Done, indicator: Done) -> None:
    """From its start to its end, at which nothing is left."""
    given = {"projectId": project.update["id"], "receivedOn": "2024-04-01", "amount": "500.00"}
    await office.done("recordDonation", given, "manager")
    early = await submit(office, project, "MID_TERM", submittedOn="2024-03-09")
    assert early.problems == {("OUT_OF_ORDER", "input.submittedOn")}
    await go_through(office, project, "MID_TERM")
    await measured_and_accepted(office, project, indicator)
    unstarted = {**(await latest(office, project)).update, "startedOn": None}
    assert (await office.do("updateProject", unstarted, "manager")).problems == {("IN_USE", "input.startedOn")}
    closing = await submit(office, project, "CLOSING")
    assert (await decide(office, closing, passed("CLOSING"))).problems == {("NOT_EMPTY", "input.id")}
    assert (await end(office, project)).problems == {("NOT_APPROVED", "input.endedReason")}
    await spend(office, project, "500.00")
    closing = await decide(office, closing, passed("CLOSING"))
    assert not closing.errors
    # What came in after the closing is left as well.
    more = await office.done("recordDonation", given, "manager")
    assert (await end(office, project)).problems == {("NOT_EMPTY", "input.id")}
    await office.done("reverseDonation", {"donationId": more.update["id"], "receivedOn": "2024-06-02"}, "manager")
    assert (await end(office, project, endedOn="2024-05-31")).problems == {("OUT_OF_ORDER", "input.endedOn")}
    assert not (await end(office, project)).errors
    assert (await submit(office, project, "CALL")).problems == {("CLOSED", "input.projectId")}
    await stays(office, closing, "CLOSED")
    assert (await line(office, project, "HOUSING", "1.00")).problems == {("CLOSED", "input.projectId")}
    milestone = {"projectId": project.update["id"], "kind": "WORK", "name": "开工", "dueOn": "2024-05-01"}
    assert (await office.do("addMilestone", milestone, "manager")).problems == {("CLOSED", "input.projectId")}
    # But what was delivered while it ran may be entered late.
    await office.done("recordDelivery", {"projectId": project.update["id"], "deliveredOn": "2024-06-30"}, "manager")


async def end(office: Office, project: Done, **given: str) -> Done:
    ending = {"endedOn": "2024-07-01", "endedReason": "COMPLETED", **given}
    return await office.do("endProject", {**(await latest(office, project)).update, **ending}, "manager")


INDICATED = "indicators { nodes { name unit latest reached values { totalCount } } }"


async def to_change(office: Office, project: Done) -> Done:
    """From 20 to 120 children, said before the project is approved."""
    told = {"name": "受益儿童", "unit": "人", "baseline": 20, "target": 100, "targetOn": "2024-06-30"}
    of = {"projectId": project.update["id"], "baselineOn": "2024-01-01"}
    backward = await office.do("addProjectIndicator", {**of, **told, "targetOn": "2023-12-31"}, "manager")
    assert backward.problems == {("OUT_OF_ORDER", "input.targetOn")}
    wrong = await office.done("addProjectIndicator", {**of, **told}, "manager")
    closing = {"closedOn": "2024-03-01", "closedReason": "ENTERED_IN_ERROR"}
    await office.done("closeProjectIndicator", {**wrong.update, **closing}, "manager")
    indicator = await office.done("addProjectIndicator", {**of, **told}, "manager")
    return await office.done("updateProjectIndicator", {**indicator.update, "target": 120}, "manager")


async def measure(office: Office, indicator: Done, value: int, **told: object) -> Done:
    of = {"projectIndicatorId": indicator.update["id"], "measuredOn": "2024-06-20", "evidence": "签到表"}
    return await office.do("recordIndicatorValue", {**of, "value": value, **told}, "manager", fields="final")


async def measured_and_accepted(office: Office, project: Done, indicator: Done) -> None:
    """What was said is not changed once it was approved, and what was measured not once it was accepted."""
    body = {"name": "志愿者", "unit": "人", "baseline": 0, "target": 5, "targetOn": "2024-06-30"}
    late = {"projectId": project.update["id"], "baselineOn": "2024-01-01", **body}
    assert (await office.do("addProjectIndicator", late, "manager")).problems == {("ALREADY_DONE", "input.projectId")}
    lower = {**indicator.update, "target": 60}
    assert (await office.do("updateProjectIndicator", lower, "manager")).problems == {("ALREADY_DONE", "input.id")}

    assert not (await measure(office, indicator, 60, measuredOn="2024-04-30")).errors
    assert (await submit(office, project, "ACCEPTANCE")).problems == {("NOT_MEASURED", "input.step")}
    wrong = await measure(office, indicator, 1210, final=True)
    assert (await measure(office, indicator, 121, final=True)).problems == {("ALREADY_EXISTS", "input.final")}
    acceptance = await submit(office, project, "ACCEPTANCE")
    withdrawn = {"closedOn": "2024-06-21", "closedReason": "CORRECTED"}
    await office.done("withdrawIndicatorValue", {**wrong.update, **withdrawn}, "manager")
    accepting = passed("ACCEPTANCE")
    assert (await decide(office, acceptance, accepting)).problems == {("NOT_MEASURED", "input.id")}
    final = await measure(office, indicator, 122, final=True)
    final = await office.done("updateIndicatorValue", {**final.update, "value": 121}, "manager")
    assert not (await decide(office, acceptance, accepting)).errors
    done = await office.do("withdrawIndicatorValue", {**final.update, **withdrawn}, "manager")
    assert done.problems == {("ALREADY_DONE", "input.id")}
    done = await office.do("updateIndicatorValue", {**final.update, "value": 130}, "manager")
    assert done.problems == {("ALREADY_DONE", "input.id")}
    assert (await measure(office, indicator, 130)).problems == {("ALREADY_DONE", "input.projectIndicatorId")}

    text = f"query ($id: ID!) {{ project(id: $id) {{ {INDICATED} }} }}"
    found = await ask(office.engine, office.callers["manager"], text, {"id": project.update["id"]})
    kept = {"name": "受益儿童", "unit": "人"}
    assert found["project"]["indicators"]["nodes"] == [
        {**kept, "latest": None, "reached": None, "values": {"totalCount": 0}},
        {**kept, "latest": 121, "reached": True, "values": {"totalCount": 3}},
    ]
    (can,) = (await ask(office.engine, office.callers["manager"], CAN, {"id": indicator.update["id"]})).values()
    assert can == {"can": []}


CAN = "query ($id: ID!) { projectIndicator(id: $id) { can } }"


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
    # Asked for twice at once, it is planned once.
    both = await asyncio.gather(*(ask(office.engine, caller, PLAN, {"input": planning}) for _ in range(2)))
    planned, nothing = sorted((one["planDisclosures"] for one in both), key=lambda one: -len(one["milestones"]))
    assert nothing == {"milestones": [], "userErrors": []}
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


CONSENT = {"donorConsent": "捐赠企业来函同意（2024年第5号）", "consentedOn": "2024-04-20", "reason": "改造需求减少"}


async def line(office: Office, project: Done, purpose: str, amount: str, **told: object) -> Done:
    given = {"projectId": project.update["id"], "purpose": purpose, "amount": amount, **told}
    return await office.do("addBudgetLine", given, "manager")


async def amounts(office: Office, project: Done) -> dict[str, tuple[str, str]]:
    text = f"""{{ project(id: "{project.update["id"]}") {{ budgetLines {{ nodes {{ purpose amount spent }} }} }} }}"""
    found = (await ask(office.engine, office.callers["manager"], text))["project"]["budgetLines"]["nodes"]
    return {one["purpose"]: (one["amount"], one["spent"]) for one in found}


async def funder(office: Office) -> str:
    body = {"tenant": COUNTY, "name": "妇女儿童基金会", "kind": "FOUNDATION", "registeredOn": "2024-01-01"}
    return str((await office.done("createOrganization", body, "manager")).update["id"])


async def approve_what_was_shown(office: Office, project: Done, education: Done) -> None:
    """Nobody changes a line while somebody decides on it, or afterwards; what was rejected is changed."""
    await go_through(office, project, *BEFORE_START[:4])
    approval = await submit(office, project, "APPROVAL")
    for decision in (REJECTED, PASSED):
        approved = await office.do("updateBudgetLine", {**education.update, "amount": "200.00"}, "manager")
        assert approved.problems == {("ALREADY_DONE", "input.id")}
        assert (await line(office, project, "OTHER", "1.00")).problems == {("ALREADY_DONE", "input.projectId")}
        other = {"budget": "9", "funderId": await funder(office), "beneficiaries": "另一些人", "criteria": "另一标准"}
        for name, value in other.items():
            changed = {**(await latest(office, project)).update, name: value}
            assert (await office.do("updateProject", changed, "manager")).problems == {("IN_USE", f"input.{name}")}
        assert not (await decide(office, approval, decision)).errors
        if decision is REJECTED:
            education = await office.done("updateBudgetLine", {**education.update, "detail": "每人50元"}, "manager")
            approval = await submit(office, project, "APPROVAL")
    await go_through(office, project, "AGREEMENT")


async def test_nothing_is_paid_beyond_a_budget_and_it_is_changed_with_the_donors_consent(office: Office) -> None:
    told = {"funderId": await funder(office), "beneficiaries": "事实无人抚养儿童30名", "criteria": "家庭经济状况评估"}
    project = await office.done("createProject", {"startedOn": "2024-03-01", **told}, "manager")
    await office.done(
        "recordDonation", {"projectId": project.update["id"], "receivedOn": "2024-04-01", "amount": "900"}, "manager"
    )
    # What was paid before there was a line is spent of it.
    await spend(office, project, "100.00")
    housing = await line(office, project, "HOUSING", "500.00", matching="100.00")
    assert (await line(office, project, "HOUSING", "200.00")).problems == {("ALREADY_EXISTS", "input.purpose")}
    generous = await line(office, project, "EDUCATION", "100.00", matching="100.01")
    assert generous.problems == {("OUT_OF_ORDER", "input.matching")}
    education = await line(office, project, "EDUCATION", "100.00")
    assert await amounts(office, project) == {"HOUSING": ("500.00", "100.00"), "EDUCATION": ("100.00", "0.00")}
    short = await office.do("updateBudgetLine", {**housing.update, "amount": "99.99"}, "manager")
    assert short.problems == {("NOT_COVERED", "input.amount")}

    body = {"tenant": COUNTY, "name": "书店", "kind": "ENTERPRISE", "registeredOn": "2024-01-01"}
    payee = (await office.done("createOrganization", body, "manager")).update["id"]
    asked = {"projectId": project.update["id"], "payeeId": payee, "amount": "150.00", "requestedOn": "2024-05-01"}
    other = await office.do("requestDisbursement", {**asked, "purpose": "TRAINING"}, "manager")
    assert other.problems == {("RESTRICTED", "input.purpose")}
    request = await office.done("requestDisbursement", {**asked, "purpose": "EDUCATION"}, "manager")
    decision = {"decision": "APPROVED", "decidedOn": "2024-05-02"}
    decided = await office.done("decideDisbursement", {**request.update, **decision}, "director")
    paying = {**decided.update, "paidOn": "2024-05-03"}
    assert (await office.do("payDisbursement", paying, "manager")).problems == {("NOT_COVERED", "input.id: amount")}

    await approve_what_was_shown(office, project, education)
    lines = {"fromLineId": housing.update["id"], "toLineId": education.update["id"]}
    change = {"projectId": project.update["id"], **lines, "amount": "60.00", **CONSENT}
    for wrong, problem in (
        ({"donorConsent": " "}, ("REQUIRED", "donorConsent")),
        ({"toLineId": housing.update["id"]}, ("MALFORMED", "toLineId")),
        ({"toLineId": project.update["id"]}, ("NOT_FOUND", "toLineId")),
    ):
        done = await office.do("proposeBudgetChange", {**change, **wrong}, "manager")
        assert done.problems == {(problem[0], f"input.{problem[1]}")}
    proposed = await office.done("proposeBudgetChange", change, "manager")
    with pytest.raises(Forbidden):
        await office.do("decideBudgetChange", {**proposed.update, **PASSED}, "manager")
    accepted = {"state": "PASSED", "decidedOn": "2024-04-25"}
    passed = await office.done("decideBudgetChange", {**proposed.update, **accepted}, "director")
    assert await amounts(office, project) == {"HOUSING": ("440.00", "100.00"), "EDUCATION": ("160.00", "0.00")}
    back = {**passed.update, "state": "REJECTED", "decidedOn": "2024-04-26", "opinion": "撤回"}
    assert (await office.do("decideBudgetChange", back, "director")).problems == {("IN_USE", "input.id")}
    greedy = await office.done("proposeBudgetChange", {**change, "amount": "341.00"}, "manager")
    refused = await office.do("decideBudgetChange", {**greedy.update, **accepted}, "director")
    assert refused.problems == {("NOT_COVERED", "input.id: amount")}

    first = await office.done("payDisbursement", paying, "manager")
    assert (await amounts(office, project))["EDUCATION"] == ("160.00", "150.00")
    await office.done("reverseDisbursement", {"disbursementId": first.update["id"], "paidOn": "2024-05-09"}, "manager")
    assert (await amounts(office, project))["EDUCATION"] == ("160.00", "0.00")
    assert await office.owner.fetch("select * from budget_differences()") == []
    pending = await office.done("proposeBudgetChange", {**change, "amount": "1.00"}, "manager")
    assert not (await end(office, project, endedReason="CANCELLED")).errors
    late = await office.do("decideBudgetChange", {**pending.update, **accepted}, "director")
    assert late.problems == {("CLOSED", "input.id")}


async def test_of_two_payments_at_once_that_fit_a_line_one_by_one_one_is_paid(office: Office) -> None:
    project = await office.done("createProject", {"startedOn": "2024-03-01"}, "manager")
    given = {"projectId": project.update["id"], "receivedOn": "2024-04-01", "amount": "900"}
    await office.done("recordDonation", given, "manager")
    assert not (await line(office, project, "HOUSING", "150.00")).errors
    body = {"tenant": COUNTY, "name": "装修队", "kind": "ENTERPRISE", "registeredOn": "2024-01-01"}
    payee = (await office.done("createOrganization", body, "manager")).update["id"]
    asked = {"projectId": project.update["id"], "payeeId": payee, "amount": "100.00", "requestedOn": "2024-05-01"}
    due = []
    for _ in range(2):
        request = await office.done("requestDisbursement", {**asked, "purpose": "HOUSING"}, "manager")
        decision = {"decision": "APPROVED", "decidedOn": "2024-05-02"}
        decided = await office.done("decideDisbursement", {**request.update, **decision}, "director")
        due.append({**decided.update, "paidOn": "2024-05-12"})
    paid = await asyncio.gather(*(office.do("payDisbursement", one, "manager") for one in due))
    assert sorted(len(one.problems) for one in paid) == [0, 1]
    assert await amounts(office, project) == {"HOUSING": ("150.00", "100.00")}
