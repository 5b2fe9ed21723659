"""Projects, their ledger and deliveries, and activities: what is done by whom, and what is never done twice."""

import pytest

from tenants.errors import Forbidden
from tests.tenants.records.office import VILLAGE, Office

FUND = "project { fund } amount reverses { amount } reversedBy { amount }"


async def test_a_ledger_is_added_to_and_reversed(office: Office) -> None:
    project = await office.done("createProject", {}, "manager")
    given = {"projectId": project.update["id"], "amount": "100.50"}
    entry = await office.do("recordDonation", given, "manager", fields=FUND)
    assert entry.record
    assert entry.record["project"] == {"fund": "100.50"}
    reversing = {"donationId": entry.record["id"], "receivedOn": "2024-05-05"}
    reversal = await office.do("reverseDonation", reversing, "manager", fields=FUND)
    assert reversal.record
    assert reversal.record["amount"] == "-100.50"
    assert reversal.record["reverses"] == {"amount": "100.50"}
    assert reversal.record["project"] == {"fund": "0.00"}
    again = await office.do("reverseDonation", reversing, "manager")
    assert again.problems == {("ALREADY_DONE", "input.donationId")}


@pytest.mark.parametrize("by", ["caseworker", "director"])
async def test_a_ledger_is_the_project_managers(office: Office, by: str) -> None:
    project = await office.done("createProject", {}, by)
    with pytest.raises(Forbidden):
        await office.do("recordDonation", {"projectId": project.update["id"]}, by)


async def test_a_project_of_a_branch_is_read_and_not_managed(office: Office) -> None:
    with pytest.raises(Forbidden):
        await office.do("createProject", {"tenant": VILLAGE}, "manager")


async def test_a_project_runs_from_its_start_to_its_end(office: Office) -> None:
    project = await office.do("createProject", {"budget": "9999999999.99"}, "manager", fields="state budget")
    assert project.record
    assert (project.record["state"], project.record["budget"]) == ("PLANNED", "9999999999.99")
    started = await office.do(
        "updateProject", {**project.update, "startedOn": "2024-02-02", "budget": None}, "manager", fields="state budget"
    )
    assert started.record
    assert (started.record["state"], started.record["budget"]) == ("RUNNING", None)
    ending = {**started.update, "endedOn": "2024-03-03", "endedReason": "COMPLETED"}
    ended = await office.do("endProject", ending, "manager", fields="state")
    assert ended.record
    assert ended.record["state"] == "ENDED"


async def test_a_delivery_is_corrected(office: Office) -> None:
    project = await office.done("createProject", {}, "manager")
    delivery = await office.done("recordDelivery", {"projectId": project.update["id"], "note": "米"}, "manager")
    changed = {**delivery.update, "womenSupported": 5, "note": None}
    corrected = await office.do("updateDelivery", changed, "manager", fields="womenSupported childrenSupported note")
    assert corrected.record
    counted = {name: corrected.record[name] for name in ("womenSupported", "childrenSupported", "note")}
    assert counted == {"womenSupported": 5, "childrenSupported": 2, "note": None}


async def test_an_activity_is_held_and_its_figures_are_corrected(office: Office) -> None:
    activity = await office.done("planActivity", {"partners": ["科协", "图书馆"]}, "manager")
    for served in (10, 12):
        holding = {"heldOn": "2024-06-01", "parentsServed": served, "childrenServed": 0}
        activity = await office.do(
            "holdActivity", {**activity.update, **holding}, "manager", fields="state parentsServed partners"
        )
        assert activity.record
        assert activity.record["state"] == "HELD"
        assert activity.record["parentsServed"] == served
        assert activity.record["partners"] == ["科协", "图书馆"]
