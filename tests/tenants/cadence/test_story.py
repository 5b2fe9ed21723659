"""A county's checklist, as its people work with it: agendas, compliance, waivers, another version."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tenants.cadence.keeping import find_wrong_duties, roll_up_duties, work_off
from tenants.clock import today
from tenants.errors import Forbidden
from tenants.records.checklist_item.defaults import default_items
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, VILLAGE, Office

PROVINCE = 330000000000
ENTRY = "nodes { id due opens when item { code name } child { id name } tenant { code } }"
AGENDA = f"query ($filter: AgendaEntryFilter) {{ agenda(first: 200, filter: $filter) {{ totalCount {ENTRY} }} }}"
PAGES = f"""query ($after: String) {{ tenant(code: "{COUNTY}") {{ agenda(first: 2, after: $after) {{
    pageInfo {{ hasNextPage endCursor }} {ENTRY} }} }} }}"""
FIGURES = """query ($code: DivisionCode!, $period: Period!, $item: [String!]) { tenant(code: $code) {
    compliance(period: $period, item: $item) {
        code name nameEn obliged waived fulfilled late missed overdue open rate } } }"""
ITEM = {
    "code": "READING",
    "name": "共读一本书",
    "nameEn": "Reading together",
    "calendar": "MONTH",
    "acts": ["VISIT"],
    "responsible": "BRANCH",
    "graceDays": 0,
}


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)


async def asked(office: Office, by: Any, text: str, **variables: object) -> Any:  # noqa: ANN401  # JSON
    caller = office.callers[by] if isinstance(by, str) else by
    return await ask(office.engine, caller, text, variables)


async def agenda(office: Office, by: Any, **asked_for: object) -> list[Mapping[str, Any]]:  # noqa: ANN401  # a caller
    found = (await asked(office, by, AGENDA, filter=asked_for))["agenda"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[Mapping[str, Any]] = found["nodes"]
    return nodes


async def figures(office: Office, period: str, code: str, by: str = "director") -> Any:  # noqa: ANN401  # JSON
    found = await asked(office, by, FIGURES, code=COUNTY, period=period, item=[code])
    return found["tenant"]["compliance"]


@pytest.fixture
async def caring(office: Office) -> dict[str, Any]:
    """Two children paired since the beginning of last month, and a checklist that has been in force for longer."""
    since = (today().replace(day=1) - timedelta(1)).replace(day=1)
    await office.owner.execute(
        """insert into checklist_items (id, tenant_code, from_on, code, name, name_en, calendar, acts, only_paired,
            responsible) values (gen_random_uuid(), $1, $2, 'CALL', '日常联系', 'Contact', 'MONTH', '{CONTACT}', true,
            'CARING_MOTHER')""",
        *(PROVINCE, since - timedelta(400)),
    )
    child = {"onFileOn": str(since - timedelta(30)), "identifiedOn": str(since - timedelta(30))}
    pairings = []
    for _ in range(2):
        kept, mother = await office.child(**child), await office.volunteer()
        given = {"childId": kept.update["id"], "caringMotherId": mother.update["id"], "fromOn": str(since)}
        pairings.append((kept, mother, (await office.done("pair", given)).update["id"]))
    return {"since": since, "pairings": pairings}


async def test_what_is_due_is_on_the_agenda_until_it_is_done(office: Office, caring: dict[str, Any]) -> None:
    await work_off(office.owner)
    (child, mother, pairing), (other, *_) = caring["pairings"]
    ids = {child.update["id"], other.update["id"]}
    due = next_month(today()) - timedelta(1)
    entries = await agenda(office, "caseworker", item=["CALL"])
    this_month = [one for one in entries if one["due"] == str(due)]
    assert {one["child"]["id"] for one in this_month} == ids
    assert {(one["item"]["name"], one["tenant"]["code"], one["opens"]) for one in this_month} == {
        ("日常联系", VILLAGE, str(today().replace(day=1)))
    }
    hers = await office.mother(mother)
    assert {one["child"]["id"] for one in await agenda(office, hers)} == {child.update["id"]}
    # The county's director opens what the county keeps itself, and sees the rest in figures.
    assert await agenda(office, "director") == []
    assert await agenda(office, "neighbour") == []
    before = (await figures(office, f"{today():%Y-%m}", "CALL"))[0]
    assert (before["obliged"], before["fulfilled"]) == (2, 0)

    visit = {"pairingId": pairing, "visitedOn": str(today()), "kind": "PHONE"}
    await office.done("recordVisit", {**visit, "contactMade": False, "noContactReason": "NOT_ANSWERED"}, hers)
    assert len(await agenda(office, "caseworker", item=["CALL"])) == len(entries)
    recorded = await office.done("recordVisit", {**visit, "contactMade": True}, hers)
    left = await agenda(office, "caseworker", item=["CALL"])
    assert [one for one in entries if one not in left] == [
        one for one in this_month if one["child"]["id"] == child.update["id"]
    ]
    after = (await figures(office, f"{today():%Y-%m}", "CALL"))[0]
    assert after == before | {"fulfilled": 1, "open": 1, "rate": 0.5}
    # What the Caring Mother owes for a month that is over is missed, if nothing of that month is entered.
    past = f"{caring['since']:%Y-%m}"
    [was] = await figures(office, past, "CALL")
    assert (was["obliged"], was["fulfilled"], was["missed"] + was["overdue"]) == (2, 0, 2)
    late = {"visitedOn": str(caring["since"]), "contactMade": True, "lateReason": "山区没有信号"}
    await office.done("recordVisit", {**visit, **late}, hers)
    assert (await figures(office, past, "CALL"))[0]["fulfilled"] == 1
    # An attempt that was no contact after all is undone with its figure.
    no_contact = {"contactMade": False, "noContactReason": "NOT_ANSWERED"}
    await office.done("updateVisit", {**recorded.update, **no_contact})
    assert (await figures(office, f"{today():%Y-%m}", "CALL"))[0] == before
    await roll_up_duties(office.owner)
    assert (await figures(office, f"{today():%Y-%m}", "CALL"))[0] == before
    assert await find_wrong_duties(office.owner) == []


@pytest.mark.usefixtures("caring")
async def test_pages_follow_one_another(office: Office) -> None:
    await work_off(office.owner)
    whole = [one["id"] for one in await agenda(office, "caseworker")]
    found: list[str] = []
    after = None
    while True:
        page = (await asked(office, "caseworker", PAGES, after=after))["tenant"]["agenda"]
        found += [one["id"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole
    assert len(whole) >= 2


async def test_a_director_changes_the_checklist_and_a_caseworker_waives(office: Office, caring: dict[str, Any]) -> None:
    await work_off(office.owner)
    tomorrow, ahead = str(today() + timedelta(1)), next_month(today())
    for by in ("caseworker", "manager"):
        with pytest.raises(Forbidden):
            await office.do("addChecklistItem", {**ITEM, "tenant": COUNTY, "fromOn": tomorrow}, by)
    refused = await office.do("addChecklistItem", {**ITEM, "tenant": COUNTY, "fromOn": str(today())}, "director")
    assert refused.problems == {("NOT_AHEAD", "input.fromOn")}
    refused = await office.do(
        "addChecklistItem", {**ITEM, "tenant": COUNTY, "fromOn": tomorrow, "acts": []}, "director"
    )
    assert refused.problems == {("REQUIRED", "input.acts")}
    added = await office.done("addChecklistItem", {**ITEM, "tenant": COUNTY, "fromOn": str(ahead)}, "director")
    again = await office.do("addChecklistItem", {**ITEM, "tenant": COUNTY, "fromOn": str(ahead)}, "director")
    assert again.problems == {("ALREADY_EXISTS", "input.code")}
    await work_off(office.owner)
    due = next_month(ahead) - timedelta(1)
    far = {"until": str(due), "item": ["READING"]}
    assert [one["due"] for one in await agenda(office, "caseworker", **far)] == [str(due)] * 2
    assert await agenda(office, "caseworker", **far, responsible=["CARING_MOTHER"]) == []

    child = caring["pairings"][0][0].update["id"]
    waiver = {"childId": child, "itemId": added.update["id"], "fromOn": str(ahead)}
    assert (await office.do("waiveChecklistItem", {**waiver, "reason": " "})).problems == {("REQUIRED", "input.reason")}
    with pytest.raises(Forbidden):
        await office.do("waiveChecklistItem", {**waiver, "reason": "随父母在外地过暑假"}, "director")
    waived = await office.done("waiveChecklistItem", {**waiver, "reason": "随父母在外地过暑假"})
    assert [one["child"]["id"] for one in await agenda(office, "caseworker", **far)] != [child]
    assert len(await agenda(office, "caseworker", **far)) == 1
    await office.done("updateWaiver", {**waived.update, "untilOn": str(ahead)})
    assert len(await agenda(office, "caseworker", **far)) == 2

    later = {"fromOn": str(next_month(due)), "calendar": "QUARTER"}
    revised = await office.done("reviseChecklistItem", {**added.update, **later}, "director")
    assert revised.update["id"] != added.update["id"]
    refused = await office.do("endChecklistItem", {**revised.update, "untilOn": tomorrow}, "director")
    assert refused.problems == {("OUT_OF_ORDER", "input.untilOn")}
    await work_off(office.owner)
    assert await find_wrong_duties(office.owner) == []


async def test_who_sees_no_child_sees_no_compliance(office: Office) -> None:
    with pytest.raises(Forbidden):
        await asked(office, "manager", FIGURES, code=COUNTY, period="2024-06", item=None)
    auditor = await add_caller(office.owner, office.database, "AUDITOR", int(COUNTY))
    with pytest.raises(Forbidden):
        await asked(office, auditor, AGENDA, filter=None)


def test_the_default_checklist_has_no_code_twice() -> None:
    codes = [item["code"] for item in default_items()]
    assert len(codes) == len(set(codes)) > 10
