"""A child's file: its dates, its categories, its closing."""

from typing import Any
from uuid import UUID

import pytest

from tests.callers import ask
from tests.tenants.records.office import Office


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


FILES_OPEN = """select s.month, sum(s.amount) as amount from children c, shares_of(c) s
    where c.id = $1 and s.figure = 'children' and s.dimension = '' group by 1 order by 1"""


async def test_a_file_that_is_opened_again_has_days_of_its_own(office: Office) -> None:
    child = await office.do("registerChild", {})
    refused = await office.do("reopenChild", {**child.update, "reopenedOn": "2024-05-01"})
    assert refused.problems == {("ALREADY_DONE", "input.id")}
    closed = await office.do("closeChild", {**child.update, "closedOn": "2024-03-01", "closedReason": "MOVED_OUT"})
    for day, problem in (("2024-02-29", "OUT_OF_ORDER"), ("2999-01-01", "IN_THE_FUTURE")):
        refused = await office.do("reopenChild", {**closed.update, "reopenedOn": day})
        assert refused.problems == {(problem, "input.reopenedOn")}
    refused = await office.do("reopenChild", {**child.update, "reopenedOn": "2024-05-01"})
    assert refused.problems == {("CONFLICT", "input.expectedVersion")}
    shown = "state onFileOn closedOn closedReason version"
    reopened = await office.do("reopenChild", {**closed.update, "reopenedOn": "2024-05-01"}, fields=shown)
    wanted = {"state": "ON_FILE", "onFileOn": "2024-01-03", "closedOn": None, "closedReason": None, "version": 3}
    assert reopened.record
    assert {name: reopened.record[name] for name in wanted} == wanted
    months = await office.owner.fetch(FILES_OPEN, UUID(reopened.update["id"]))
    assert [(row["month"].month, int(row["amount"])) for row in months] == [(1, 1), (3, -1), (5, 1)]


async def test_a_pairing_does_not_begin_between_two_stays(office: Office) -> None:
    child = await office.do("registerChild", {})
    closed = await office.do("closeChild", {**child.update, "closedOn": "2024-03-01", "closedReason": "MOVED_OUT"})
    reopened = await office.do("reopenChild", {**closed.update, "reopenedOn": "2024-05-01"})
    parties = {"childId": reopened.update["id"], "caringMotherId": (await office.volunteer()).update["id"]}
    for day in ("2024-02-20", "2024-04-01"):
        refused = await office.do("pair", {**parties, "fromOn": day})
        assert refused.problems == {("OUT_OF_ORDER", "input.fromOn")}
    assert (await office.pairing(childId=reopened.update["id"], fromOn="2024-05-01")).record


async def test_a_file_that_was_opened_again_is_closed_after_that(office: Office) -> None:
    child = await office.do("registerChild", {})
    closed = await office.do("closeChild", {**child.update, "closedOn": "2024-03-01", "closedReason": "MOVED_OUT"})
    closed = await office.do("reopenChild", {**closed.update, "reopenedOn": "2024-05-01"})
    closing = {**closed.update, "closedReason": "MOVED_OUT"}
    refused = await office.do("closeChild", {**closing, "closedOn": "2024-04-01"})
    assert refused.problems == {("OUT_OF_ORDER", "input.id")}
    again = await office.do("closeChild", {**closing, "closedOn": "2024-06-01"}, fields="onFileOn closedOn")
    assert again.record
    assert (again.record["onFileOn"], again.record["closedOn"]) == ("2024-01-03", "2024-06-01")
