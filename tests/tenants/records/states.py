"""One record in every state that a rule asks about, by name."""

from collections.abc import Mapping
from datetime import date, timedelta

from uuid_utils.compat import uuid4, uuid7

from tests.tenants.records.office import NEXT_VILLAGE, OTHER_COUNTY, OTHER_VILLAGE, Done, Office

YESTERDAY = str(date.today() - timedelta(days=1))  # noqa: DTZ011  # a day ago anywhere
States = Mapping[str, Mapping[str, object]]


async def make_states(office: Office) -> States:
    """How an update names each record, by the state it is in."""
    states = {
        "child": await office.child(),
        "identified": await office.child(onFileOn=None),
        "closed child": await closed_child(office),
        "paired child": (child := await office.child()),
        "full": (full := await office.volunteer(capacity=1)),
        "volunteer": await office.volunteer(capacity=3),
        "pending": await office.done("registerCaringMother", {}),
        "closed volunteer": await closed_volunteer(office),
        "serves elsewhere": await office.volunteer(serviceArea=NEXT_VILLAGE),
        "application": await office.done(
            "applyForScreening", {"caringMotherId": (await office.done("registerCaringMother", {})).update["id"]}
        ),
        "application of a closed": await application_of_closed(office),
        "pairing": (pairing := await office.pairing(childId=child.update["id"], caringMotherId=full.update["id"])),
        "ended": await ended_pairing(office),
        "visit": await office.done("recordVisit", {"pairingId": pairing.update["id"]}),
        "activity": await office.done("planActivity", {}, "manager"),
        "held": await held_activity(office),
        "cancelled": await cancelled_activity(office),
        "project": (project := await office.done("createProject", {"startedOn": "2024-01-01"}, "manager")),
        "ended project": await ended_project(office),
        "donation": (donation := await office.done("recordDonation", {"projectId": project.update["id"]}, "manager")),
        "reversed": (reversed_ := await office.done("recordDonation", {"projectId": project.update["id"]}, "manager")),
        "reversal": await office.done(
            "reverseDonation", {"donationId": reversed_.update["id"], "receivedOn": "2024-05-05"}, "manager"
        ),
        "delivery": await office.done("recordDelivery", {"projectId": project.update["id"]}, "manager"),
        "foreign child": await office.done("registerChild", {"tenant": OTHER_VILLAGE}, "neighbour"),
        "foreign volunteer": await office.done("registerCaringMother", {"tenant": OTHER_COUNTY}, "neighbour"),
    }
    assert donation.record
    await office.owner.execute("update children set version = 7 where id = $1", states["identified"].update["id"])
    lapsed = await office.volunteer()
    await office.owner.execute(
        "update caring_mothers set screening_until = current_date - 2 where id = $1", lapsed.update["id"]
    )
    nothing = {"nothing": {"id": str(uuid7())}, "uuid 4": {"id": str(uuid4())}}
    return {name: done.update for name, done in states.items()} | {"lapsed": lapsed.update} | nothing


async def closed_child(office: Office) -> Done:
    child = await office.child()
    return await office.done("closeChild", {**child.update, "closedOn": "2024-09-01", "closedReason": "MOVED_OUT"})


async def closed_volunteer(office: Office) -> Done:
    volunteer = await office.volunteer()
    closing = {**volunteer.update, "closedOn": "2024-09-01", "closedReason": "WITHDREW"}
    return await office.done("closeCaringMother", closing)


async def application_of_closed(office: Office) -> Done:
    registered = await office.done("registerCaringMother", {})
    applied = await office.done("applyForScreening", {"caringMotherId": registered.update["id"]})
    await office.done("closeCaringMother", {**registered.update, "closedOn": "2024-09-01", "closedReason": "WITHDREW"})
    return applied


async def ended_pairing(office: Office) -> Done:
    pairing = await office.pairing()
    visit = {"pairingId": pairing.update["id"], "visitedOn": "2024-06-29"}
    await office.done("recordVisit", visit)
    return await office.done("endPairing", {**pairing.update, "untilOn": "2024-06-30", "endedReason": "COMPLETED"})


async def held_activity(office: Office) -> Done:
    activity = await office.done("planActivity", {}, "manager")
    served = {"heldOn": "2024-06-01", "parentsServed": 20, "childrenServed": 30}
    return await office.done("holdActivity", {**activity.update, **served}, "manager")


async def cancelled_activity(office: Office) -> Done:
    activity = await office.done("planActivity", {}, "manager")
    cancelling = {**activity.update, "cancelledOn": "2024-05-30", "cancelledReason": "台风"}
    return await office.done("cancelActivity", cancelling, "manager")


async def ended_project(office: Office) -> Done:
    project = await office.done("createProject", {"startedOn": "2024-01-01"}, "manager")
    ending = {**project.update, "endedOn": "2024-08-01", "endedReason": "COMPLETED"}
    return await office.done("endProject", ending, "manager")
