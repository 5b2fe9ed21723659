"""Visits: recorded by the Caring Mother of an open pairing, corrected by the caseworker."""

import asyncpg
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


async def test_the_first_and_the_last_day_count_and_the_day_it_ended_on_does_not(office: Office) -> None:
    pairing = await office.pairing()
    ended = await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    for day in ("2024-02-01", "2024-05-04"):
        visit = await office.done("recordVisit", {"pairingId": ended.update["id"], "visitedOn": day})
    late = {"pairingId": ended.update["id"], "visitedOn": "2024-05-05"}
    assert (await office.do("recordVisit", late)).problems == {("OUT_OF_ORDER", "input.visitedOn")}
    moved = await office.do("updateVisit", {**visit.update, "visitedOn": "2024-05-05"})
    assert moved.problems == {("OUT_OF_ORDER", "input.visitedOn")}
    with pytest.raises(asyncpg.CheckViolationError, match="outside_pairing"):
        await office.owner.execute("update visits set visited_on = '2024-05-05' where id = $1", visit.update["id"])


async def test_a_visit_is_corrected(office: Office) -> None:
    pairing = await office.pairing()
    visit = await office.done("recordVisit", {"pairingId": pairing.update["id"], "followUp": "复查"})
    fields = "contactMade followUp"
    corrected = await office.do("updateVisit", {**visit.update, "contactMade": False, "followUp": None}, fields=fields)
    assert corrected.record
    assert (corrected.record["contactMade"], corrected.record["followUp"]) == (False, None)
