"""A suspension holds at once: her account sees nothing, her pairings open nothing, and nobody pairs her."""

import pytest

from tenants.errors import Unauthenticated
from tests.callers import ask
from tests.tenants.records.office import Office

CHILDREN = "{ children { totalCount } caringMothers { totalCount } }"


async def test_a_suspension_holds_at_once_and_until_a_director_lifts_it(office: Office) -> None:
    volunteer = await office.volunteer(capacity=2)
    await office.pairing(caringMotherId=volunteer.update["id"])
    mother = await office.mother(volunteer)
    assert (await ask(office.engine, mother, CHILDREN))["children"]["totalCount"] == 1
    unexplained = await office.do("suspendCaringMother", {**volunteer.update, "suspendedReason": " "})
    assert unexplained.problems == {("REQUIRED", "input.suspendedReason")}
    given = {**volunteer.update, "suspendedReason": "被举报，接受调查"}
    suspended = await office.do("suspendCaringMother", given, fields="suspendedOn screeningState")
    assert suspended.record
    assert suspended.record["suspendedOn"] is not None
    # The session that she holds, and whatever it asks.
    with pytest.raises(Unauthenticated):
        await ask(office.engine, mother, CHILDREN)
    again = await office.do("suspendCaringMother", {**suspended.update, "suspendedReason": "再次"})
    assert again.problems == {("ALREADY_DONE", "input.id")}
    child = await office.child()
    parties = {"childId": child.update["id"], "caringMotherId": volunteer.update["id"]}
    assert (await office.do("pair", parties)).problems == {("SUSPENDED", "input.caringMotherId")}
    lifted = await office.do("liftSuspension", suspended.update, "director", fields="suspendedOn suspendedReason")
    assert lifted.record
    assert (lifted.record["suspendedOn"], lifted.record["suspendedReason"]) == (None, None)
    assert (await ask(office.engine, mother, CHILDREN))["children"]["totalCount"] == 1
    twice = await office.do("liftSuspension", lifted.update, "director")
    assert twice.problems == {("ALREADY_DONE", "input.id")}
    assert (await office.do("pair", parties)).errors == []


async def test_its_past_stays_in_the_history(office: Office) -> None:
    volunteer = await office.volunteer()
    suspended = await office.done("suspendCaringMother", {**volunteer.update, "suspendedReason": "接受调查"})
    await office.done("liftSuspension", suspended.update, "director")
    text = (
        "query ($id: ID!) { caringMother(id: $id) { history(last: 2) { nodes { fields values { before after } } } } }"
    )
    found = await ask(office.engine, office.callers["caseworker"], text, {"id": volunteer.update["id"]})
    fields = [one["fields"] for one in found["caringMother"]["history"]["nodes"]]
    assert fields == [["suspendedOn", "suspendedReason"]] * 2
