"""Who gives, and on what terms: a donor on a register, declared ties, what the donor is told, and for where."""

from typing import Any

import asyncpg
import pytest

from schema.caller import Caller
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, OTHER_VILLAGE, VILLAGE, Done, Office

GIVEN = """query ($id: ID!) { donation(id: $id) { donor anonymous donorOrganization { name } interest interestNote
    hiddenFields milestones { nodes { kind late closedOn evidence } } } }"""
APPLICATION = {"hardshipKind": "LIVING", "period": "2024", "amount": "800.00", "requestedOn": "2024-05-01"}


@pytest.fixture
async def project(office: Office) -> Done:
    return await office.done("createProject", {"startedOn": "2024-01-01"}, "manager")


async def organization(office: Office, name: str) -> str:
    body = {"tenant": COUNTY, "name": name, "kind": "ENTERPRISE", "registeredOn": "2024-01-01"}
    return str((await office.done("createOrganization", body, "manager")).update["id"])


async def read(office: Office, by: str | Caller, donation: Done) -> dict[str, Any]:
    caller = office.callers[by] if isinstance(by, str) else by
    found: dict[str, Any] = (await ask(office.engine, caller, GIVEN, {"id": donation.update["id"]}))["donation"]
    return found


async def test_who_gave_is_an_organisation_and_known_to_who_keeps_the_ledger(office: Office, project: Done) -> None:
    donor = await organization(office, "爱心企业")
    given = {"projectId": project.update["id"], "donorOrganizationId": donor, "anonymous": True}
    undeclared = await office.do("recordDonation", {**given, "interest": "DECLARED"}, "manager")
    assert undeclared.problems == {("REQUIRED", "input.interestNote")}
    declared = {"interest": "DECLARED", "interestNote": "负责人系受助村干部亲属，已回避"}
    elsewhere = await office.do("recordDonation", {**given, "donorOrganizationId": project.update["id"]}, "manager")
    assert elsewhere.problems == {("NOT_FOUND", "input.donorOrganizationId")}
    donation = await office.done("recordDonation", {**given, **declared}, "manager")
    shown = await read(office, "manager", donation)
    assert (shown["donorOrganization"], shown["interest"], shown["hiddenFields"]) == (
        *({"name": "爱心企业"}, "DECLARED"),
        [],
    )
    # Who sees that something was given, and not by whom, is not told it by the register either.
    for by in ("director", "caseworker"):
        found = await read(office, by, donation)
        assert (found["donorOrganization"], found["interest"], found["interestNote"]) == (None, None, None)
        assert {"donorOrganization", "donor", "interest"} <= {*found["hiddenFields"]}
        assert len(found["hiddenFields"]) == len({*found["hiddenFields"]})
    back = {"donationId": donation.update["id"], "receivedOn": "2024-05-05"}
    reversal = await office.done("reverseDonation", back, "manager")
    assert (await read(office, "manager", reversal))["donorOrganization"] == {"name": "爱心企业"}
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with office.database.writing(office.callers["manager"].actor) as writing:
            await writing.connection.execute("update donations set interest = 'NONE'")


async def test_a_donor_is_told_and_it_is_due_like_a_disclosure(office: Office, project: Done) -> None:
    other = await office.done("createProject", {"startedOn": "2024-01-01"}, "manager")
    donation = await office.done("recordDonation", {"projectId": project.update["id"], "donor": "商会"}, "manager")
    due = {"projectId": project.update["id"], "kind": "FEEDBACK", "name": "向商会反馈使用情况", "dueOn": "2024-05-01"}
    of_nothing = await office.do("addMilestone", due, "manager")
    assert of_nothing.problems == {("REQUIRED", "input.donationId")}
    due["donationId"] = donation.update["id"]
    of_another = await office.do("addMilestone", {**due, "projectId": other.update["id"]}, "manager")
    assert of_another.problems == {("NOT_FOUND", "input.donationId")}
    told = await office.done("addMilestone", due, "manager")
    (listed,) = (await read(office, "director", donation))["milestones"]["nodes"]
    assert listed == {"kind": "FEEDBACK", "late": True, "closedOn": None, "evidence": None}
    told = await office.done("updateMilestone", {**told.update, "evidence": "2024年第7号函"}, "manager")
    await office.done("closeMilestone", {**told.update, "closedOn": "2024-04-28", "closedReason": "DONE"}, "manager")
    (listed,) = (await read(office, "manager", donation))["milestones"]["nodes"]
    assert listed == {"kind": "FEEDBACK", "late": False, "closedOn": "2024-04-28", "evidence": "2024年第7号函"}


async def test_a_fund_for_one_place_is_given_to_children_there(office: Office) -> None:
    province = await add_caller(office.owner, office.database, "PROJECT_MANAGER", 330000000000)
    shared = {"tenant": "330000000000", "name": "山区儿童基金", "openedOn": "2024-01-01"}
    fund = await office.done("createFund", {**shared, "area": VILLAGE}, province)
    children = {
        "here": (await office.child()).update["id"],
        "elsewhere": (await office.done("registerChild", {"tenant": OTHER_VILLAGE}, "neighbour")).update["id"],
    }
    given = {**APPLICATION, "fundId": fund.update["id"]}
    outside = await office.do("applyForSubsidy", {**given, "childId": children["elsewhere"]}, "neighbour")
    assert outside.problems == {("RESTRICTED", "input.fundId")}
    applied = await office.done("applyForSubsidy", {**given, "childId": children["here"]})
    theirs = await office.done("createProject", {"tenant": "330000000000", "startedOn": "2024-01-01"}, province)
    gift = {"projectId": theirs.update["id"], "fundId": fund.update["id"], "amount": "1000"}

    # What was approved for another place meanwhile is not paid; and what is in it stays for its place.
    director = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    decision = {"decision": "APPROVED", "decidedOn": "2024-05-02", "noticeUntil": "2024-05-08"}
    decided = await office.done("decideSubsidy", {**applied.update, **decision}, director)
    moved = await office.done("updateFund", {**fund.update, "area": OTHER_VILLAGE}, province)
    await office.done("recordDonation", gift, province)
    paying = {**decided.update, "paidOn": "2024-05-09", "receivedBy": "外婆"}
    assert (await office.do("paySubsidy", paying)).problems == {("RESTRICTED", "input.id: fund")}
    version = await office.owner.fetchval("select version from funds where id = $1", fund.update["id"])
    back = {**moved.update, "expectedVersion": version, "area": VILLAGE}
    assert (await office.do("updateFund", back, province)).problems == {("IN_USE", "input.area")}
