"""Visits: recorded by the Caring Mother of an open pairing, corrected by the caseworker."""

import pytest

from tenants.errors import Forbidden
from tests.tenants.records.office import Office


async def test_she_records_visits_of_her_open_pairings_and_of_no_other(office: Office) -> None:
    volunteer = await office.volunteer(capacity=2)
    mine = await office.pairing(caringMotherId=volunteer.update["id"])
    others = await office.pairing()
    mother = await office.mother(volunteer)
    visit = {"pairingId": mine.update["id"], "findings": "一切都好"}
    fields = "findings child { name } caringMother { id }"
    recorded = await office.do("recordVisit", visit, mother, fields=fields)
    assert recorded.record
    assert recorded.record["findings"] == "一切都好"
    assert recorded.record["child"] == {"name": "张小明"}
    assert recorded.record["caringMother"] == {"id": volunteer.update["id"]}
    foreign = await office.do("recordVisit", {"pairingId": others.update["id"]}, mother)
    assert foreign.problems == {("NOT_FOUND", "input.pairingId")}
    with pytest.raises(Forbidden):
        await office.do("updateVisit", {**recorded.update, "findings": "改"}, mother)


async def test_an_ended_pairing_ends_it(office: Office) -> None:
    volunteer = await office.volunteer()
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    mother = await office.mother(volunteer)
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    refused = await office.do("recordVisit", {"pairingId": pairing.update["id"]}, mother)
    assert refused.problems == {("NOT_FOUND", "input.pairingId")}


@pytest.mark.parametrize("day", ["2024-02-01", "2024-05-05"])
async def test_the_first_and_the_last_day_count(office: Office, day: str) -> None:
    pairing = await office.pairing()
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    assert (await office.do("recordVisit", {"pairingId": pairing.update["id"], "visitedOn": day})).record


async def test_a_visit_is_corrected(office: Office) -> None:
    pairing = await office.pairing()
    visit = await office.done("recordVisit", {"pairingId": pairing.update["id"], "followUp": "复查"})
    fields = "contactMade followUp"
    corrected = await office.do("updateVisit", {**visit.update, "contactMade": False, "followUp": None}, fields=fields)
    assert corrected.record
    assert (corrected.record["contactMade"], corrected.record["followUp"]) == (False, None)
