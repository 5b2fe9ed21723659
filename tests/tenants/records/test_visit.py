"""Visits: recorded by the Caring Mother of an open pairing or by a caseworker, who also corrects them."""

from datetime import timedelta

import asyncpg
import pytest

from tenants.clock import today
from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import VILLAGE, Office

BY_STAFF = {"capacity": "STAFF", "visitor": "陈干部"}
FIGURES = """{ tenant(code: "330127") { statistics(period: "2024-04") { visits calls
    visitsByPlace { value count } callsByMedium { value count } } } }"""


async def test_she_records_visits_of_her_open_pairings_and_of_no_other(office: Office) -> None:
    volunteer = await office.volunteer(capacity=2)
    child = await office.child(name="张小明")
    mine = await office.pairing(childId=child.update["id"], caringMotherId=volunteer.update["id"])
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
    child = await office.owner.fetchval("select child_id from visits where id = $1", recorded.record["id"])
    with pytest.raises(Forbidden):
        await office.do("recordVisit", {"childId": str(child), **BY_STAFF}, mother)


async def test_an_ended_pairing_ends_it(office: Office) -> None:
    volunteer = await office.volunteer()
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    mother = await office.mother(volunteer)
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    refused = await office.do("recordVisit", {"pairingId": pairing.update["id"]}, mother)
    assert refused.problems == {("NOT_FOUND", "input.pairingId")}


@pytest.mark.parametrize(
    ("day", "problems"),
    [
        ("2024-01-31", {("OUT_OF_ORDER", "input.visitedOn")}),
        ("2024-02-01", set()),
        ("2024-05-04", set()),
        ("2024-05-05", {("OUT_OF_ORDER", "input.visitedOn")}),
    ],
)
async def test_the_first_day_counts_and_the_day_of_the_end_does_not(
    office: Office, day: str, problems: set[tuple[str, str]]
) -> None:
    pairing = await office.pairing()
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"})
    assert (await office.do("recordVisit", {"pairingId": pairing.update["id"], "visitedOn": day})).problems == problems


async def test_a_pairing_does_not_end_on_the_day_of_a_visit(office: Office) -> None:
    pairing = await office.pairing()
    await office.done("recordVisit", {"pairingId": pairing.update["id"], "visitedOn": "2024-05-05"})
    ending = {**pairing.update, "untilOn": "2024-05-05", "endedReason": "COMPLETED"}
    assert (await office.do("endPairing", ending)).problems == {("OUT_OF_ORDER", "input.untilOn")}
    assert (await office.do("endPairing", {**ending, "untilOn": "2024-05-06"})).record


async def test_a_visit_is_corrected(office: Office) -> None:
    pairing = await office.pairing()
    visit = await office.done("recordVisit", {"pairingId": pairing.update["id"], "followUp": "复查"})
    fields = "contactMade followUp noContactReason"
    missed = {"contactMade": False, "noContactReason": "CHILD_AWAY", "followUp": None}
    corrected = await office.do("updateVisit", {**visit.update, **missed}, fields=fields)
    assert corrected.record
    assert [corrected.record[name] for name in fields.split()] == [False, None, "CHILD_AWAY"]
    refused = await office.do("updateVisit", {**corrected.update, "contactMade": True})
    assert refused.problems == {("MALFORMED", "input.noContactReason")}


async def test_the_first_visit_comes_before_any_pairing(office: Office) -> None:
    """By a member of staff and a second person, to a child that nobody is paired with; then by one alone."""
    child = (await office.child(onFileOn=None)).update["id"]
    first = {"childId": child, **BY_STAFF, "visitedOn": str(today()), "lateReason": None}
    alone = await office.do("recordVisit", {**first, "accompaniedBy": None})
    assert alone.problems == {("REQUIRED", "input.accompaniedBy")}
    told = {
        "startedAt": f"{today()}T07:30:00+08:00",
        "minutes": 45,
        "planned": True,
        "met": ["CHILD_ALONE", "CARER"],
        "mood": "CONCERNING",
        "parentsContactedOn": str(today() - timedelta(3)),
        "delegationValid": False,
        "nextOn": str(today() + timedelta(30)),
    }
    fields = f"tenant {{ code }} pairing {{ id }} caringMother {{ id }} capacity {' '.join(told)}"
    done = await office.do("recordVisit", {**first, **told}, fields=fields)
    assert done.record, done.errors
    assert {name: done.record[name] for name in told} == {**told, "startedAt": done.record["startedAt"]}
    assert [done.record[name] for name in ("tenant", "pairing", "caringMother", "capacity")] == [
        *({"code": VILLAGE}, None, None, "STAFF"),
    ]
    assert (await office.do("recordVisit", {**first, "accompaniedBy": None})).record


async def test_what_a_visit_has_to_say(office: Office) -> None:
    child = (await office.child()).update["id"]
    pairing = (await office.pairing()).update["id"]
    long_ago = str(today() - timedelta(8))
    cases: list[tuple[dict[str, object], set[tuple[str, str]]]] = [
        ({}, {("REQUIRED", "pairingId")}),
        ({"childId": child, "pairingId": pairing}, {("MALFORMED", "childId")}),
        ({"childId": child}, {("REQUIRED", "capacity"), ("REQUIRED", "visitor")}),
        ({"childId": child, "capacity": "CHILD_DIRECTOR"}, {("REQUIRED", "visitor")}),
        ({"pairingId": pairing, "capacity": "STAFF"}, {("MALFORMED", "capacity")}),
        ({"pairingId": pairing, "contactMade": False}, {("REQUIRED", "noContactReason")}),
        ({"pairingId": pairing, "noContactReason": "OTHER"}, {("MALFORMED", "noContactReason")}),
        ({"pairingId": pairing, "startedAt": "2024-03-02T07:00:00+08:00"}, {("MALFORMED", "startedAt")}),
        ({"pairingId": pairing, "nextOn": "2024-03-01"}, {("OUT_OF_ORDER", "nextOn")}),
        ({"pairingId": pairing, "minutes": 601}, {("TOO_LARGE", "minutes")}),
        ({"pairingId": pairing, "met": ["PARENT", "PARENT"]}, {("MALFORMED", "met")}),
        ({"pairingId": pairing, "visitedOn": long_ago, "lateReason": " "}, {("REQUIRED", "lateReason")}),
    ]
    for given, problems in cases:
        found = (await office.do("recordVisit", given)).problems
        assert found == {(code, f"input.{field}") for code, field in problems}, given


async def test_calls_are_counted_beside_visits(office: Office) -> None:
    """Four contacts and two attempts: two visits and two calls. A correction moves one from the one to the other."""
    pairing = (await office.pairing()).update["id"]
    missed = {"contactMade": False, "noContactReason": "NOT_ANSWERED"}
    contacts = [("HOME", {}), ("SCHOOL", {}), ("PHONE", {}), ("VIDEO", {}), ("HOME", missed), ("PHONE", missed)]
    shared = {"pairingId": pairing, "visitedOn": "2024-04-04"}
    done = [await office.done("recordVisit", {**shared, "kind": kind, **told}) for kind, told in contacts]
    assert await figures(office) == [2, 2, {"HOME": 1, "SCHOOL": 1}, {"PHONE": 1, "VIDEO": 1}]
    await office.done("updateVisit", {**done[0].update, "kind": "VIDEO"})
    assert await figures(office) == [1, 3, {"HOME": 0, "SCHOOL": 1}, {"PHONE": 1, "VIDEO": 2}]
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def figures(office: Office) -> list[object]:
    found = (await ask(office.engine, office.callers["caseworker"], FIGURES))["tenant"]["statistics"]
    parts = [{one["value"]: one["count"] for one in found[name]} for name in ("visitsByPlace", "callsByMedium")]
    return [found["visits"], found["calls"], *parts]


async def test_the_database_keeps_a_visit_where_it_was_done(office: Office) -> None:
    """At the child's tenant when it is recorded, with a Caring Mother exactly where there is a pairing."""
    pairing = await office.pairing()
    await office.done("recordVisit", {"pairingId": pairing.update["id"]})
    for broken in (
        "update visits set caring_mother_id = null",
        "update visits set pairing_id = null, caring_mother_id = null",
        "update visits set capacity = 'STAFF'",
        "update visits set child_id = (select id from children where id <> child_id limit 1)",
        """insert into visits (id, tenant_code, child_id, capacity, visited_on, kind, contact_made)
           select gen_random_uuid(), 330128000000, child_id, 'STAFF', visited_on, kind, true from visits""",
    ):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await office.owner.execute(broken)
