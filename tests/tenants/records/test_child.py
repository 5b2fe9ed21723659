"""A child's file: its dates, its categories, its closing."""

from typing import Any
from uuid import UUID

import pytest

from tests.callers import ask
from tests.tenants.records.office import Done, Office

HISTORY = "category categorySince onFileOn categoryHistory { category source since until }"


def past(done: Done) -> list[tuple[str, str, str]]:
    assert done.record, done.errors
    return [(each["category"], each["since"], each["until"]) for each in done.record["categoryHistory"]]


async def change(office: Office, child: Done, **given: object) -> Done:
    return await office.do("updateChild", {**child.update, **given}, fields=HISTORY)


async def test_absent_null_and_value_are_three_things(office: Office) -> None:
    fields = "school address name"
    child = await office.do("registerChild", {"school": " 一小 ", "address": "村口"}, fields=fields)
    assert child.record
    assert child.record["school"] == "一小"
    changed = await office.do("updateChild", {**child.update, "school": None, "name": "李"}, fields=fields)
    assert changed.record == {
        "id": child.record["id"],
        "version": 2,
        "school": None,
        "address": "村口",
        "name": "李",
    }
    emptied = await office.do("updateChild", {**changed.update, "address": "  "}, fields=fields)
    assert emptied.record
    assert emptied.record["address"] is None


async def test_every_fault_of_the_form_is_told_at_once(office: Office) -> None:
    faults = {"name": "", "phone": "1", "birthDate": "2099-01-01", "school": "校" * 101}
    assert (await office.do("registerChild", faults)).problems == {
        ("REQUIRED", "input.name"),
        ("MALFORMED", "input.phone"),
        ("IN_THE_FUTURE", "input.birthDate"),
        ("TOO_LONG", "input.school"),
    }


async def test_identified_then_put_on_file(office: Office) -> None:
    identified = await office.do("registerChild", {"onFileOn": None}, fields="state")
    assert identified.record
    assert identified.record["state"] == "IDENTIFIED"
    on_file = await office.do("updateChild", {**identified.update, "onFileOn": "2024-02-02"}, fields="state")
    assert on_file.record
    assert on_file.record["state"] == "ON_FILE"


@pytest.mark.parametrize("given", [{}, {"categorySince": None}])
async def test_a_category_counts_from_the_identification_unless_said_otherwise(
    office: Office, given: dict[str, Any]
) -> None:
    child = await office.do("registerChild", given, fields="categorySince")
    assert child.record
    assert child.record["categorySince"] == "2024-01-02"


async def test_a_later_category_leaves_the_old_one_in_the_history(office: Office) -> None:
    child = await office.child()
    orphan = await change(office, child, category="ORPHAN", categorySince="2024-03-03")
    assert past(orphan) == [("LEFT_BEHIND", "2024-01-02", "2024-03-03")]
    other = await change(office, orphan, category="OTHER", categorySince="2024-04-04", categorySource="FEDERATION")
    assert past(other) == [("LEFT_BEHIND", "2024-01-02", "2024-03-03"), ("ORPHAN", "2024-03-03", "2024-04-04")]


async def test_a_category_is_corrected_in_place(office: Office) -> None:
    child = await office.child()
    corrected = await change(office, child, category="MIGRANT")
    assert past(corrected) == []
    earlier = await change(office, corrected, category="ORPHAN", categorySince="2023-12-12")
    assert past(earlier) == []


async def test_the_day_of_the_last_change_is_corrected_without_a_gap(office: Office) -> None:
    child = await change(office, await office.child(), category="ORPHAN", categorySince="2024-03-03")
    for day in ("2024-05-05", "2024-02-02"):
        child = await change(office, child, categorySince=day)
        assert past(child) == [("LEFT_BEHIND", "2024-01-02", day)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"categorySince": "2024-01-02"}, "categorySince"),
        ({"categorySince": "2023-12-12", "category": "OTHER"}, "categorySince"),
        ({"identifiedOn": "2024-01-01", "onFileOn": "2024-01-01"}, "onFileOn"),
    ],
)
async def test_a_history_stays_whole(office: Office, given: dict[str, Any], field: str) -> None:
    child = await change(office, await office.child(), category="ORPHAN", categorySince="2024-03-03")
    assert (await change(office, child, **given)).problems == {("OUT_OF_ORDER", f"input.{field}")}


async def test_closing_a_file_ends_its_open_pairings(office: Office) -> None:
    child = await office.child()
    first = await office.pairing(childId=child.update["id"])
    ended = await office.pairing(childId=child.update["id"], role="COMPANION")
    assert first.record
    assert ended.record
    await office.done("endPairing", {**ended.update, "untilOn": "2024-03-03", "endedReason": "COMPLETED"})
    closing = {**child.update, "closedOn": "2024-06-06", "closedReason": "TURNED_18"}
    text = """mutation ($input: CloseChildInput!) { closeChild(input: $input) {
        child { state paired pairings { totalCount } } endedPairings { id version untilOn endedReason } } }"""
    closed = (await ask(office.engine, office.callers["caseworker"], text, {"input": closing}))["closeChild"]
    assert closed["child"] == {"state": "CLOSED", "paired": False, "pairings": {"totalCount": 2}}
    assert closed["endedPairings"] == [
        {"id": first.record["id"], "version": 2, "untilOn": "2024-06-06", "endedReason": "CHILD_FILE_CLOSED"}
    ]


async def test_closing_a_file_without_pairings_ends_none_and_a_refused_one_has_none_to_tell(office: Office) -> None:
    child = await office.child()
    text = """mutation ($input: CloseChildInput!) { closeChild(input: $input) {
        endedPairings { id } userErrors { code } } }"""
    for day, answer in (
        ("1999-01-01", {"endedPairings": None, "userErrors": [{"code": "OUT_OF_ORDER"}]}),
        ("2024-06-06", {"endedPairings": [], "userErrors": []}),
    ):
        closing = {**child.update, "closedOn": day, "closedReason": "TURNED_18"}
        closed = await ask(office.engine, office.callers["caseworker"], text, {"input": closing})
        assert closed["closeChild"] == answer


async def test_a_file_that_was_opened_again_is_closed_after_that(office: Office) -> None:
    child = await office.do("registerChild", {})
    closed = await office.do("closeChild", {**child.update, "closedOn": "2024-03-01", "closedReason": "MOVED_OUT"})
    await office.owner.execute(
        """update children set closed_reason = null, stays = stays || jsonb_build_object(
               'tenant', tenant_code, 'since', '2024-05-01', 'until', null) where id = $1""",
        UUID(closed.update["id"]),
    )
    closing = {**closed.update, "closedReason": "MOVED_OUT"}
    refused = await office.do("closeChild", {**closing, "closedOn": "2024-04-01"})
    assert refused.problems == {("OUT_OF_ORDER", "input.id")}
    again = await office.do("closeChild", {**closing, "closedOn": "2024-06-01"}, fields="onFileOn closedOn")
    assert again.record
    assert (again.record["onFileOn"], again.record["closedOn"]) == ("2024-01-03", "2024-06-01")
