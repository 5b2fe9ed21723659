"""Days that cannot be: of two episodes at once, of nobody who could be that age, of a project that was not there."""

from collections.abc import Mapping

import pytest

from tests.tenants.records.office import Office

ENDED = {"untilOn": "2024-03-01", "endedReason": "COMPLETED"}


async def test_a_pairing_lasts_a_day_unless_it_was_entered_in_error(office: Office) -> None:
    pairing = await office.pairing(fromOn="2024-02-01")
    same = {**pairing.update, "untilOn": "2024-02-01"}
    refused = await office.do("endPairing", {**same, "endedReason": "COMPLETED"})
    assert refused.problems == {("OUT_OF_ORDER", "input.untilOn")}
    await office.done("recordVisit", {"pairingId": pairing.update["id"], "visitedOn": "2024-02-01"})
    for reason in ("COMPLETED", "ENTERED_IN_ERROR"):
        escaped = await office.do("endPairing", {**same, "endedReason": reason})
        assert escaped.problems == {("OUT_OF_ORDER", "input.untilOn")}
    unvisited = await office.pairing(fromOn="2024-02-01")
    in_error = {"untilOn": "2024-02-01", "endedReason": "ENTERED_IN_ERROR"}
    assert (await office.do("endPairing", {**unvisited.update, **in_error})).record


async def test_the_same_two_are_not_paired_over_days_on_which_they_were(office: Office) -> None:
    """Neither by a new pairing nor by one that is moved; on the day that one ended another begins."""
    volunteer = await office.volunteer(capacity=2)
    first = await office.pairing(caringMotherId=volunteer.update["id"], fromOn="2024-02-01")
    await office.done("endPairing", {**first.update, **ENDED})
    child = await office.owner.fetchval("select child_id::text from pairings where id = $1", first.update["id"])
    parties = {"childId": child, "caringMotherId": volunteer.update["id"]}
    again = await office.do("pair", {**parties, "fromOn": "2024-02-29", "role": "COMPANION"})
    assert again.problems == {("ALREADY_PAIRED", "input.fromOn")}
    second = await office.done("pair", {**parties, "fromOn": "2024-03-01", "role": "COMPANION"})
    moved = await office.do("updatePairing", {**second.update, "fromOn": "2024-02-15"})
    assert moved.problems == {("ALREADY_PAIRED", "input.fromOn")}
    overlaps = """select count(*) from pairings a join pairings b using (child_id, caring_mother_id)
        where a.id < b.id and daterange(a.from_on, a.until_on) && daterange(b.from_on, b.until_on)"""
    assert await office.owner.fetchval(overlaps) == 0


@pytest.mark.parametrize(
    ("mutation", "given", "field"),
    [
        ("registerCaringMother", {"birthDate": "2024-01-02"}, "registeredOn"),
        ("registerCaringMother", {"birthDate": "2018-01-01"}, "registeredOn"),
        ("registerCaringMother", {"birthDate": "2006-01-02"}, "registeredOn"),
        ("registerChild", {"birthDate": "1974-01-02"}, "identifiedOn"),
        ("registerChild", {"birthDate": "2006-01-02"}, "identifiedOn"),
        ("registerChild", {"categorySince": "2015-05-04"}, "categorySince"),
    ],
)
async def test_nobody_is_of_an_age_that_cannot_be(
    office: Office, mutation: str, given: Mapping[str, object], field: str
) -> None:
    without = {"identityNumber": None} if "birthDate" in given else {}
    assert (await office.do(mutation, {**given, **without})).problems == {("OUT_OF_ORDER", f"input.{field}")}


async def test_a_day_younger_or_older_is_right(office: Office) -> None:
    without = {"identityNumber": None}
    await office.done("registerCaringMother", {**without, "birthDate": "2006-01-01"})
    await office.done("registerChild", {**without, "birthDate": "2006-01-03", "categorySince": "2006-01-03"})


async def test_what_a_project_received_and_delivered_is_of_its_life(office: Office) -> None:
    project = await office.done("createProject", {"startedOn": "2024-03-01"}, "manager")
    of_it = {"projectId": project.update["id"]}
    received = await office.done("recordDonation", {**of_it, "receivedOn": "2024-03-01"}, "manager")
    await office.done("recordDelivery", {**of_it, "deliveredOn": "2024-05-01"}, "manager")
    assert (await office.do("recordDonation", {**of_it, "receivedOn": "2024-02-29"}, "manager")).problems == {
        ("OUT_OF_ORDER", "input.receivedOn")
    }
    for days, field in (
        ({"startedOn": "2024-03-02"}, "startedOn"),
        ({"endedOn": "2024-05-01", "endedReason": "COMPLETED"}, "endedOn"),
    ):
        mutation = "endProject" if "endedOn" in days else "updateProject"
        done = await office.do(mutation, {**project.update, **days}, "manager")
        assert done.problems == {("OUT_OF_ORDER", f"input.{field}")}
    await office.done("endProject", {**project.update, "endedOn": "2024-06-01", "endedReason": "COMPLETED"}, "manager")
    late = {"recordDonation": "receivedOn", "recordDelivery": "deliveredOn"}
    for mutation, field in late.items():
        done = await office.do(mutation, {**of_it, field: "2024-06-01"}, "manager")
        assert done.problems == {("OUT_OF_ORDER", f"input.{field}")}
    back = {"donationId": received.update["id"], "receivedOn": "2024-07-01"}
    assert (await office.do("reverseDonation", back, "manager")).record


async def test_a_birth_is_not_dated_after_what_is_on_file(office: Office) -> None:
    child = await office.child(identityNumber=None)
    of_it = {"childId": child.update["id"]}
    plan = {**of_it, "fromOn": "2015-05-04", "plannedUntil": "2024-12-31", "goals": "按时上学", "responsible": "李主任"}
    assert (await office.do("addCarePlan", plan)).problems == {("OUT_OF_ORDER", "input.fromOn")}
    mother = {**of_it, "relation": "MOTHER", "legalGuardian": True, "name": "李某"}
    assert (await office.do("addGuardian", {**mother, "fromOn": "2015-05-04"})).problems == {
        ("OUT_OF_ORDER", "input.fromOn")
    }
    await office.done("addGuardian", {**mother, "fromOn": "2015-05-05"})
    away = {**of_it, "parent": "FATHER", "circumstance": "DECEASED", "fromOn": "2015-01-01"}
    await office.done("addParentCircumstance", away)
    later = await office.do("updateChild", {**child.update, "birthDate": "2015-05-06"})
    assert later.problems == {("OUT_OF_ORDER", "input.birthDate")}
    await office.done("updateChild", {**child.update, "birthDate": "2015-05-04"})
