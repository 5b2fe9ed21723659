"""What is left of a project that is over: where it goes, who decides, and that no fen is in two places."""

import asyncio

import asyncpg
import pytest

from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import COUNTY, Done, Office
from tests.tenants.statistics.balances import unbalanced
from tests.tenants.statistics.recount import fetch_rows

LEFT = {"amount": "300.00", "basis": "LIKE_PURPOSE", "reason": "同为改善居室，已在官网公示", "proposedOn": "2024-07-02"}
PASSED = {"state": "PASSED", "decidedOn": "2024-07-03"}
OVER = {"endedOn": "2024-07-01", "endedReason": "CANCELLED"}


async def start(office: Office, amount: str = "") -> Done:
    """A project of the county, with so much given to it."""
    project = await office.done("createProject", {"startedOn": "2024-03-01"}, "manager")
    if amount:
        given = {"projectId": project.update["id"], "receivedOn": "2024-04-01", "amount": amount}
        await office.done("recordDonation", given, "manager")
    return project


async def end(office: Office, project: Done) -> None:
    version = await office.owner.fetchval("select version from projects where id = $1", project.update["id"])
    await office.done("endProject", {"id": project.update["id"], "expectedVersion": version, **OVER}, "manager")


async def balances(office: Office, *projects: Done) -> list[str]:
    """In the accounts of projects; nothing else is wrong with any account."""
    assert await office.owner.fetch("select * from account_differences()") == []
    assert unbalanced(await fetch_rows(office.owner)) == {}
    texts = [f'{{ project(id: "{project.update["id"]}") {{ fund }} }}' for project in projects]
    return [(await ask(office.engine, office.callers["manager"], text))["project"]["fund"] for text in texts]


async def test_what_is_left_of_a_cancelled_project_goes_to_another_of_a_like_purpose(office: Office) -> None:
    old, new = await start(office, "500.00"), await start(office)
    asked = {"projectId": old.update["id"], "toProjectId": new.update["id"], **LEFT}
    running = await office.do("proposeRemainderTransfer", asked, "manager")
    assert running.problems == {("STEPS_MISSING", "input.projectId")}
    await end(office, old)
    for wrong, problem in (
        ({"toProjectId": None}, ("REQUIRED", "toProjectId")),
        ({"toProjectId": old.update["id"]}, ("CLOSED", "toProjectId")),
        ({"reason": " "}, ("REQUIRED", "reason")),
        ({"amount": "0"}, ("TOO_SMALL", "amount")),
    ):
        done = await office.do("proposeRemainderTransfer", {**asked, **wrong}, "manager")
        assert done.problems == {(problem[0], f"input.{problem[1]}")}

    proposed = await office.done("proposeRemainderTransfer", asked, "manager")
    with pytest.raises(Forbidden):
        await office.do("decideRemainderTransfer", {**proposed.update, **PASSED}, "manager")
    for wrong, problem in (
        ({"state": "SUBMITTED"}, ("MALFORMED", "state")),
        ({"state": "REJECTED"}, ("REQUIRED", "opinion")),
        ({"decidedOn": "2024-07-01"}, ("OUT_OF_ORDER", "decidedOn")),
    ):
        done = await office.do("decideRemainderTransfer", {**proposed.update, **PASSED, **wrong}, "director")
        assert done.problems == {(problem[0], f"input.{problem[1]}")}
    assert await balances(office, old, new) == ["500.00", "0.00"]
    passed = await office.done("decideRemainderTransfer", {**proposed.update, **PASSED}, "director")
    assert await balances(office, old, new) == ["200.00", "300.00"]
    again = await office.do("decideRemainderTransfer", {**passed.update, **PASSED}, "director")
    assert again.problems == {("ALREADY_DONE", "input.id")}

    # Of what is not there nothing is given, and none to a project that is over by now.
    greedy = await office.done("proposeRemainderTransfer", {**asked, "amount": "200.01"}, "manager")
    refused = await office.do("decideRemainderTransfer", {**greedy.update, **PASSED}, "director")
    assert refused.problems == {("NOT_COVERED", "input.id: amount")}
    rest = await office.done("proposeRemainderTransfer", {**asked, "amount": "200.00"}, "manager")
    await end(office, new)
    late = await office.do("decideRemainderTransfer", {**rest.update, **PASSED}, "director")
    assert late.problems == {("CLOSED", "input.id: toProject")}
    rejected = {"state": "REJECTED", "decidedOn": "2024-07-03", "opinion": "转入项目已结束"}
    assert not (await office.do("decideRemainderTransfer", {**rest.update, **rejected}, "director")).errors
    assert await balances(office, old, new) == ["200.00", "300.00"]


async def test_it_goes_to_a_fund_of_the_tenant_and_not_before_it_was_there(office: Office) -> None:
    project = await start(office, "500.00")
    await end(office, project)
    body = {"tenant": COUNTY, "name": "困境儿童关爱专项", "openedOn": "2024-01-01"}
    fund = await office.done("createFund", body, "manager")
    elsewhere = await office.owner.fetchval(
        """insert into funds (id, tenant_code, name, opened_on)
        values (gen_random_uuid(), 330000000000, '省级基金', '2024-01-01') returning id"""
    )
    asked = {"projectId": project.update["id"], "toFundId": fund.update["id"], **LEFT}
    other = await office.do("proposeRemainderTransfer", {**asked, "toFundId": str(elsewhere)}, "manager")
    assert other.problems == {("NOT_FOUND", "input.toFundId")}
    both = await office.do(
        "proposeRemainderTransfer", {**asked, "toProjectId": (await start(office)).update["id"]}, "manager"
    )
    assert both.problems == {("MALFORMED", "input.toFundId")}
    early = await office.done("proposeRemainderTransfer", {**asked, "proposedOn": "2024-03-01"}, "manager")
    refused = await office.do(
        "decideRemainderTransfer", {**early.update, **PASSED, "decidedOn": "2024-03-31"}, "director"
    )
    assert refused.problems == {("NOT_COVERED", "input.decidedOn")}
    await office.done("decideRemainderTransfer", {**early.update, **PASSED}, "director")
    assert await balances(office, project) == ["200.00"]
    text = f'{{ fund(id: "{fund.update["id"]}") {{ balance remaindersReceived {{ nodes {{ amount state }} }} }} }}'
    told = (await ask(office.engine, office.callers["manager"], text))["fund"]
    assert told == {"balance": "300.00", "remaindersReceived": {"nodes": [{"amount": "300.00", "state": "PASSED"}]}}


async def test_what_was_passed_in_error_is_taken_back_as_far_as_it_is_there(office: Office) -> None:
    old, new = await start(office, "500.00"), await start(office)
    await end(office, old)
    asked = {"projectId": old.update["id"], "toProjectId": new.update["id"], **LEFT}
    proposed = await office.done("proposeRemainderTransfer", asked, "manager")
    back = {"reversedOn": "2024-07-05", "reversedReason": "转错项目"}
    early = await office.do("reverseRemainderTransfer", {**proposed.update, **back}, "manager")
    assert early.problems == {("NOT_APPROVED", "input.id")}
    passed = await office.done("decideRemainderTransfer", {**proposed.update, **PASSED}, "director")
    for wrong, problem in (
        ({"reversedReason": " "}, ("REQUIRED", "reversedReason")),
        ({"reversedOn": "2024-07-02"}, ("OUT_OF_ORDER", "reversedOn")),
    ):
        done = await office.do("reverseRemainderTransfer", {**passed.update, **back, **wrong}, "manager")
        assert done.problems == {(problem[0], f"input.{problem[1]}")}
    await end(office, new)
    further = await office.done(
        "proposeRemainderTransfer",
        {**asked, "projectId": new.update["id"], "toProjectId": (await start(office)).update["id"], "amount": "1.00"},
        "manager",
    )
    further = await office.done("decideRemainderTransfer", {**further.update, **PASSED}, "director")
    short = await office.do("reverseRemainderTransfer", {**passed.update, **back}, "manager")
    assert short.problems == {("NOT_COVERED", "input.id: amount")}
    await office.done("reverseRemainderTransfer", {**further.update, **back}, "manager")
    reversed_ = await office.done("reverseRemainderTransfer", {**passed.update, **back}, "manager")
    assert await balances(office, old, new) == ["500.00", "0.00"]
    again = await office.do("reverseRemainderTransfer", {**reversed_.update, **back}, "manager")
    assert again.problems == {("ALREADY_DONE", "input.id")}


async def test_of_two_that_are_passed_at_once_and_fit_one_by_one_one_is(office: Office) -> None:
    old, new = await start(office, "500.00"), await start(office)
    await end(office, old)
    asked = {"projectId": old.update["id"], "toProjectId": new.update["id"], **LEFT}
    due = [await office.done("proposeRemainderTransfer", asked, "manager") for _ in range(2)]
    passed = await asyncio.gather(
        *(office.do("decideRemainderTransfer", {**one.update, **PASSED}, "director") for one in due)
    )
    assert sorted(len(one.problems) for one in passed) == [0, 1]
    assert await balances(office, old, new) == ["200.00", "300.00"]


async def test_what_moved_stays_whoever_writes(office: Office) -> None:
    old, new = await start(office, "500.00"), await start(office)
    await end(office, old)
    asked = {"projectId": old.update["id"], "toProjectId": new.update["id"], **LEFT}
    proposed = await office.done("proposeRemainderTransfer", asked, "manager")
    await office.done("decideRemainderTransfer", {**proposed.update, **PASSED}, "director")
    for change in ("amount = 1", "state = 'SUBMITTED', decided_on = null", "to_project_id = null, to_fund_id = null"):
        with pytest.raises(asyncpg.CheckViolationError, match=r"in use|remainder_transfers_to_project_id_needed"):
            await office.owner.execute(f"update remainder_transfers set {change} where id = $1", proposed.update["id"])
    assert await balances(office, old, new) == ["200.00", "300.00"]
